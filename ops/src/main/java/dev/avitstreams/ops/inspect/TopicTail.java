package dev.avitstreams.ops.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * All partitions of some topics, read without a consumer group: it disturbs nobody and commits nothing. Only committed
 * records are seen. Belongs to one thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** Where reading begins. */
    public enum Start {
        BEGINNING,
        END
    }

    private TopicTail(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** @param kafka properties of a consumer: brokers, TLS, SASL */
    public static TopicTail open(Map<String, Object> kafka, Collection<String> topics, Start start) {
        KafkaConsumer<byte[], byte[]> consumer = LoneConsumer.open(
                kafka,
                Map.of(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "avit-inspect"));
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            topics.forEach(topic -> partitions.addAll(LoneConsumer.partitions(consumer, topic, kafka)));
            consumer.assign(partitions);
            if (start == Start.BEGINNING) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position); // now, not at the first poll
            }
            return new TopicTail(consumer, List.copyOf(partitions));
        } catch (TimeoutException e) {
            consumer.close();
            throw LoneConsumer.unanswered(kafka, e);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The next records of any partition; in order within each. */
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
        return consumer.poll(atMost);
    }

    /** Goes on from a given record. */
    public void seek(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
    }

    /** Goes on from the first records that were appended at that time or later, by the broker's clock. */
    public void seek(Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        partitions.forEach(partition -> {
            OffsetAndTimestamp first = found.get(partition);
            if (first == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, first.offset());
            }
        });
    }

    /** The end of each partition at this moment: the offset of the next committed record. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Present ends of a topic by partition, to be noted. */
    public static Map<Integer, Long> ends(Map<String, Object> kafka, String topic) {
        try (TopicTail tail = open(kafka, List.of(topic), Start.END)) {
            Map<Integer, Long> ends = new TreeMap<>();
            tail.ends().forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        }
    }

    /** Ends of a topic that were noted before, by partition. */
    public static Map<TopicPartition, Long> ends(String topic, Map<Integer, Long> noted) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        noted.forEach((partition, end) -> ends.put(new TopicPartition(topic, partition), end));
        return ends;
    }

    /** Whether everything before these ends has been read. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Reads every record before these ends, in the order of each partition, and none beyond. */
    public void readUntil(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        while (!hasReached(ends)) {
            for (ConsumerRecord<byte[], byte[]> record : poll(POLL)) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    reader.accept(record);
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
