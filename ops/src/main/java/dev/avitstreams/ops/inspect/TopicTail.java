package dev.avitstreams.ops.inspect;

import dev.avitstreams.ops.console.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All partitions of some topics, read without a consumer group: it disturbs nobody and commits nothing. Only committed
 * records are seen. Belongs to one thread.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "avit-inspect");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            topics.forEach(topic -> partitions.addAll(partitions(consumer, topic)));
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
            throw CommandFailure.runtime(
                    "No Kafka broker answered at " + kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)
                            + ". Check that it runs, that the address is right, and that security.protocol fits the"
                            + " listener.",
                    e);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** All partitions of a topic; fails with a sentence if there is no such topic. */
    static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
        if (found == null || found.isEmpty()) {
            throw CommandFailure.runtime("Topic '" + topic + "' does not exist. Create it with 'avit topics create'.");
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
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

    /** Whether everything before these ends has been read. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
