package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.FrameMaker.Frame;
import dev.avitstreams.ops.chaos.audit.Ledger;
import dev.avitstreams.ops.chaos.audit.Produced;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.Position;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Produces the frames at a bounded rate and enters each acknowledged one in the ledger. Runs on a thread of its own. */
final class FrameLoad implements Runnable {
    private static final Duration HELD_BACK = Duration.ofMillis(10);

    private final FrameMaker maker;
    private final String topic;
    private final String bootstrapServers;
    private final int frames;
    private final long periodNanos;
    private final IntSupplier admitted;
    private final Ledger ledger;
    private final StopSignal stop;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param admitted how many frames may be produced by now */
    FrameLoad(
            int frames,
            double framesPerSecond,
            FrameMaker maker,
            String topic,
            String bootstrapServers,
            IntSupplier admitted,
            Ledger ledger,
            StopSignal stop) {
        this.maker = maker;
        this.topic = topic;
        this.bootstrapServers = bootstrapServers;
        this.frames = frames;
        this.periodNanos = Math.round(1e9 / framesPerSecond);
        this.admitted = admitted;
        this.ledger = ledger;
        this.stop = stop;
    }

    /** Why it ended early, if it did. */
    @Nullable
    Exception failure() {
        return failure.get();
    }

    @Override
    public void run() {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            long due = System.nanoTime();
            for (int i = 0; i < frames && failure.get() == null; i++) {
                while (i >= admitted.getAsInt()) {
                    if (stop.await(HELD_BACK)) {
                        return;
                    }
                    due = System.nanoTime();
                }
                if (stop.await(Duration.ofNanos(Math.max(0, due - System.nanoTime())))) {
                    return;
                }
                due += periodNanos;
                send(producer, maker.next());
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Frame frame) {
        byte[] key = frame.cameraId().getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(frame.value());
        producer.send(new ProducerRecord<>(topic, key, frame.value()), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
                return;
            }
            ledger.add(new Produced(
                    frame.frameId(),
                    frame.cameraId(),
                    frame.sequence(),
                    frame.kind(),
                    new Position(metadata.partition(), metadata.offset()),
                    crc.getValue(),
                    metadata.timestamp()));
        });
    }
}
