package dev.avitstreams.ops.inspect;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads single records by their position: committed ones, without a group. Thread-safe; one at a time, some milliseconds
 * each.
 */
public final class RecordFetcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @GuardedBy("this")
    private final KafkaConsumer<byte[], byte[]> consumer;

    private final Set<TopicPartition> partitions;

    private RecordFetcher(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /**
     * @param kafka properties of a consumer
     * @param topics that exist
     */
    public static RecordFetcher open(Map<String, Object> kafka, Collection<String> topics) {
        KafkaConsumer<byte[], byte[]> consumer = LoneConsumer.open(
                kafka,
                Map.of(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "avit-dashboard-fetch",
                        // The least there is: a broker then answers with one batch of records, however large that is.
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        1,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        1));
        try {
            List<TopicPartition> all = new ArrayList<>();
            topics.forEach(topic -> all.addAll(LoneConsumer.partitions(consumer, topic, kafka)));
            consumer.assign(all);
            consumer.pause(all);
            return new RecordFetcher(consumer, new HashSet<>(all));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The record there; empty where there is none, or none any more. */
    public synchronized Optional<ConsumerRecord<byte[], byte[]>> fetch(String topic, int partition, long offset) {
        TopicPartition where = new TopicPartition(topic, partition);
        if (!partitions.contains(where) || offset < 0) {
            return Optional.empty();
        }
        consumer.seek(where, offset);
        consumer.resume(List.of(where));
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    // A position out of range is taken to the beginning, and there is found to be wrong.
                    if (record.offset() >= offset || consumer.position(where) < offset) {
                        return record.offset() == offset ? Optional.of(record) : Optional.empty();
                    }
                }
            }
            return Optional.empty();
        } finally {
            consumer.pause(List.of(where));
        }
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
