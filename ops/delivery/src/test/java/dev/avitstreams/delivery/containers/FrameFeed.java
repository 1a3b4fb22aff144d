package dev.avitstreams.delivery.containers;

import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.chaos.audit.FrameKind;
import dev.avitstreams.ops.chaos.audit.Ledger;
import dev.avitstreams.ops.chaos.audit.Produced;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends photographs of several cameras, every tenth frame broken, and enters each acknowledged one in a ledger. */
final class FrameFeed implements AutoCloseable {
    private static final int CAMERAS = 6;
    private static final int BAD_EVERY = 10;
    private static final FrameKind[] BAD = {FrameKind.TRUNCATED, FrameKind.TEXT, FrameKind.NOT_AVRO};
    private static final String TOPIC = TopicNames.DEFAULT.frames();

    private final Ledger ledger;
    private final AvroSerdes serdes;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<byte[]> photographs = new ArrayList<>();
    private int sent;

    FrameFeed(Cluster cluster, AvroSerdes serdes, Ledger ledger) throws IOException {
        this.ledger = ledger;
        this.serdes = serdes;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try (PhotographSource source = PhotographSource.open(0)) {
            for (int i = 0; i < CAMERAS; i++) {
                photographs.add(source.next().orElseThrow().image());
            }
        }
    }

    void send(int frames) throws Exception {
        for (int i = 0; i < frames; i++) {
            int number = sent++;
            FrameKind kind =
                    number % BAD_EVERY == BAD_EVERY / 2 ? BAD[number / BAD_EVERY % BAD.length] : FrameKind.GOOD;
            send("camera-" + number % CAMERAS, number / CAMERAS, kind);
        }
    }

    /** Frames sent so far that must become dead letters. */
    int bad() {
        return (sent + BAD_EVERY / 2 - 1) / BAD_EVERY;
    }

    private void send(String camera, long sequence, FrameKind kind) throws Exception {
        String id = UUID.randomUUID().toString();
        byte[] value = value(id, camera, sequence, kind);
        CRC32C crc = new CRC32C();
        crc.update(value);
        RecordMetadata at = producer.send(new ProducerRecord<>(TOPIC, camera.getBytes(StandardCharsets.UTF_8), value))
                .get();
        Position position = new Position(at.partition(), at.offset());
        ledger.add(new Produced(id, camera, sequence, kind, position, crc.getValue(), at.timestamp()));
    }

    private byte[] value(String id, String camera, long sequence, FrameKind kind) {
        byte[] photograph = photographs.get((int) (sequence % photographs.size()));
        byte[] text = ("no image, but frame " + id).getBytes(StandardCharsets.UTF_8);
        return switch (kind) {
            case GOOD -> event(id, camera, sequence, photograph);
            case TRUNCATED -> event(id, camera, sequence, Arrays.copyOf(photograph, photograph.length / 2));
            case EMPTY -> event(id, camera, sequence, new byte[0]);
            case TEXT -> event(id, camera, sequence, text);
            case NOT_AVRO -> text;
        };
    }

    private byte[] event(String id, String camera, long sequence, byte[] image) {
        ImageEvent event = ImageEvent.newBuilder()
                .setFrameId(id)
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(Instant.now())
                .setImage(ByteBuffer.wrap(image))
                .build();
        return serdes.imageEvents().serializer().serialize(TOPIC, event);
    }

    @Override
    public void close() {
        producer.close();
    }
}
