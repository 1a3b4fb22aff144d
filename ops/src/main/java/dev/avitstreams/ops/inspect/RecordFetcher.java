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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads single records by their position: committed ones, without a group. Thread-safe; one at a time, some milliseconds
 * each. Whoever waits for a turn for longer than two seconds is turned away, so that one slow answer does not hold up
 * all.
 */
public final class RecordFetcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration TURN = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock(true);

    @GuardedBy("lock")
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
                        // The consumer asks ahead; at a partition's end the broker would keep the next record waiting.
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20,
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

    /**
     * The record there; empty where there is none, or none any more.
     *
     * @throws FetcherBusyException where others' records take too long; ask again
     */
    public Optional<ConsumerRecord<byte[], byte[]>> fetch(String topic, int partition, long offset) {
        TopicPartition where = new TopicPartition(topic, partition);
        if (!partitions.contains(where) || offset < 0) {
            return Optional.empty();
        }
        takeTurn();
        try {
            return fetch(where, offset);
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn() {
        try {
            if (!lock.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FetcherBusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FetcherBusyException();
        }
    }

    @GuardedBy("lock")
    private Optional<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition where, long offset) {
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
    public void close() {
        lock.lock();
        try {
            consumer.close();
        } finally {
            lock.unlock();
        }
    }
}
