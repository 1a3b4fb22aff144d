package dev.avitstreams.topology.shadow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.schemas.ShadowComparison;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes compared pairs by an idempotent producer, in no transaction. A pair that cannot be published is given up: it
 * is worth less than the frames. That it fails is logged once, and that it works again. Thread-safe.
 */
public final class ComparisonPublisher implements ComparisonSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ComparisonPublisher.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final long BUFFER_BYTES = 4L << 20;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Serializer<ShadowComparison> serializer;
    private final String topic;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** Made with the first pair: without a shadow there is none, and a broker may not be there yet. */
    @GuardedBy("this")
    private @Nullable Producer<byte[], byte[]> producer;

    @GuardedBy("this")
    private boolean closed;

    ComparisonPublisher(
            Supplier<Producer<byte[], byte[]>> producers, Serializer<ShadowComparison> serializer, String topic) {
        this.producers = producers;
        this.serializer = serializer;
        this.topic = topic;
    }

    /** @param kafka properties of a producer for the cluster */
    public static ComparisonPublisher of(
            Map<String, Object> kafka, Serializer<ShadowComparison> serializer, String topic) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A topic that is not there holds up the shadow's threads, for no longer than this.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return new ComparisonPublisher(
                () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                serializer,
                topic);
    }

    @Override
    public void publish(ShadowComparison comparison, Runnable unpublished) {
        try {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic,
                    comparison.getCameraId().getBytes(StandardCharsets.UTF_8),
                    serializer.serialize(topic, comparison));
            var unused = producer().send(record, (metadata, failure) -> {
                if (failure == null) {
                    worked();
                } else {
                    failed(failure, unpublished);
                }
            });
        } catch (RuntimeException e) { // no registry, no schema, or closed
            failed(e, unpublished);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new IllegalStateException("The service is closing");
        }
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private void failed(Exception failure, Runnable unpublished) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("Comparisons with the shadow model cannot be published to '{}': {}", topic, failure.getMessage());
        }
        unpublished.run();
    }

    private void worked() {
        if (failing.compareAndSet(true, false)) {
            LOG.info("Comparisons with the shadow model are published again");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(CLOSE);
        }
    }
}
