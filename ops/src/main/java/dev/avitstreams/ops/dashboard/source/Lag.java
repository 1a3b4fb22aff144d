package dev.avitstreams.ops.dashboard.source;

import dev.avitstreams.ops.console.Sentences;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How many frames the service has still before it: from the offsets its group has committed. Thread-safe. */
public final class Lag implements Supplier<Reading<Long>>, AutoCloseable {
    private static final long PATIENCE_SECONDS = 4;

    private final Admin admin;
    private final String group;
    private final String topic;

    /**
     * @param kafka properties of an administration client
     * @param group the service's application id
     * @param topic of the frames
     */
    public Lag(Map<String, Object> kafka, String group, String topic) {
        this.admin = Admin.create(kafka);
        this.group = group;
        this.topic = topic;
    }

    /** Asks the broker. */
    @Override
    public Reading<Long> get() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (committed.keySet().stream()
                    .noneMatch(partition -> partition.topic().equals(topic))) {
                return Reading.unknown("No group '" + group + "' has read " + topic + " yet.");
            }
            return Reading.of(ends().entrySet().stream()
                    .mapToLong(end -> behind(end.getValue(), committed.get(end.getKey())))
                    .sum());
        } catch (ExecutionException | TimeoutException e) {
            return Reading.unknown("The broker did not tell: " + Sentences.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reading.unknown("Interrupted.");
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends()
            throws ExecutionException, InterruptedException, TimeoutException {
        int partitions = admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .values()
                .stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
        return admin.listOffsets(IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static long behind(ListOffsetsResultInfo end, @Nullable OffsetAndMetadata committed) {
        return Math.max(0, end.offset() - (committed == null ? 0 : committed.offset()));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
