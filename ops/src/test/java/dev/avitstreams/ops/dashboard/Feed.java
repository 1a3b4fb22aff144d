package dev.avitstreams.ops.dashboard;

import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingDepths;
import dev.avitstreams.schemas.ImageEncoding;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.ModelIdentity;
import dev.avitstreams.schemas.Prediction;
import dev.avitstreams.schemas.SourcePosition;
import dev.avitstreams.schemas.registry.AvroSerdes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts frames and their labels on a cluster as cameras and service would, faster than a model could. Frames are to be given by one thread. */
final class Feed implements AutoCloseable {
    static final int LAYERS = 12;
    private static final int SIDE = 14;

    private final KafkaProducer<String, byte[]> producer;
    private final AvroSerdes serdes;
    private final Serializer<ImageEvent> events;
    private final Serializer<FrameLabel> labels;
    private final Random random = new Random(7);
    private final Map<String, Long> sequences = new HashMap<>();

    Feed(EmbeddedStack stack) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
        this.serdes = new AvroSerdes(stack.registry());
        this.events = serdes.imageEvents().serializer();
        this.labels = serdes.frameLabels().serializer();
        producer.partitionsFor("frame-labels"); // labels are sent by the producer's own thread, which must not wait
    }

    /** One frame, and the label it would get; completes with where the frame is, once both are written. */
    CompletableFuture<RecordMetadata> frame(String camera, byte[] jpeg, String label) {
        long sequence = sequences.merge(camera, 1L, Long::sum);
        String id = camera + "/" + sequence;
        ImageEvent event = ImageEvent.newBuilder()
                .setFrameId(id)
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(Instant.now())
                .setEncoding(ImageEncoding.JPEG)
                .setImage(ByteBuffer.wrap(jpeg))
                .build();
        return send("camera-frames", camera, events.serialize("camera-frames", event))
                .thenCompose(at -> send(
                                "frame-labels",
                                camera,
                                labels.serialize("frame-labels", label(id, camera, sequence, label, at)))
                        .thenApply(written -> at));
    }

    private FrameLabel label(String id, String camera, long sequence, String label, RecordMetadata at) {
        byte[] depths = new byte[SIDE * SIDE];
        List<Integer> active = new ArrayList<>();
        for (int patch = 0; patch < depths.length; patch++) {
            depths[patch] = (byte) (3 + random.nextInt(LAYERS - 2));
        }
        for (int layer = 1; layer <= LAYERS; layer++) {
            int computed = 1;
            for (byte depth : depths) {
                computed += depth >= layer ? 1 : 0;
            }
            active.add(computed);
        }
        return FrameLabel.newBuilder()
                .setFrameId(id)
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(Instant.now())
                .setSource(new SourcePosition(at.topic(), at.partition(), at.offset()))
                .setTop(List.of(new Prediction(1, "n1", label, 0.7f), new Prediction(2, "n2", "another", 0.1f)))
                .setHalting(new HaltingDepths(
                        LAYERS, LAYERS, 7.0f + random.nextFloat(), SIDE, SIDE, ByteBuffer.wrap(depths), true, active))
                .setMacsExecuted(700_000_000)
                .setMacsDense(1_254_000_000)
                .setOperatingPoint("default")
                .setModel(new ModelIdentity("feed", "1", "0"))
                .setBatchSize(4)
                .setDecodeMicros(3_000)
                .setQueueMicros(2_000)
                .setInferenceMicros(80_000)
                .build();
    }

    private CompletableFuture<RecordMetadata> send(String topic, String key, byte[] value) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        producer.send(new ProducerRecord<>(topic, key, value), (at, failure) -> {
            if (failure == null) {
                sent.complete(at);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    @Override
    public void close() {
        producer.close();
        serdes.close();
    }
}
