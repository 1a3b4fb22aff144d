package dev.avitstreams.ops.service;

import dev.avitstreams.ops.camera.ImageFiles;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.topic.TopicNames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends frames as cameras would, each to the partition it is told. For one thread. */
final class CameraFeed implements AutoCloseable {
    private final AvroSerdes serdes;
    private final Serializer<ImageEvent> events;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Long> sequences = new HashMap<>();

    CameraFeed(String bootstrapServers, RegistryConfig registry) {
        this(bootstrapServers, registry, Map.of("linger.ms", 0));
    }

    /** @param sending settings of the producer */
    CameraFeed(String bootstrapServers, RegistryConfig registry, Map<String, Object> sending) {
        this.serdes = new AvroSerdes(registry, AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE);
        this.events = serdes.imageEvents().serializer();
        Map<String, Object> settings = new HashMap<>(sending);
        settings.put("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    AvroSerdes serdes() {
        return serdes;
    }

    /** The frame's id is {@code camera/number}, from 0. */
    CompletableFuture<RecordMetadata> send(String camera, int partition, byte[] image) {
        String topic = TopicNames.DEFAULT.frames();
        long sequence = sequences.merge(camera, 1L, Long::sum) - 1;
        ImageEvent event = ImageEvent.newBuilder()
                .setFrameId(camera + "/" + sequence)
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(Instant.now())
                .setEncoding(ImageFiles.encodingOf(image))
                .setImage(ByteBuffer.wrap(image))
                .build();
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        producer.send(new ProducerRecord<>(topic, partition, camera, events.serialize(topic, event)), (at, failure) -> {
            if (failure == null) {
                sent.complete(at);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    /** Until all that was sent is acknowledged or has failed. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        serdes.close();
    }
}
