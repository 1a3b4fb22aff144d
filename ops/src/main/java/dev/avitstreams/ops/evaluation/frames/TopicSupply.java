package dev.avitstreams.ops.evaluation.frames;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.range.OffsetRange.Span;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * A stretch of a topic. Ends by position and not by count: transaction markers and compaction leave offsets without a
 * record.
 */
public final class TopicSupply implements FrameSupply {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OffsetRange range;
    private final FrameRecords records;
    private final BooleanSupplier stop;
    private final Map<Integer, Span> spans = new HashMap<>();
    private final Map<Integer, Long> given = new TreeMap<>();
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    private final List<TopicPartition> open = new ArrayList<>();

    /**
     * @param consumer without a group, read_committed; its owner closes it
     * @param after where an earlier evaluation of the same range had come to, by partition; empty from the start
     * @param stop asked between polls; when it says so the supply ends early
     */
    public TopicSupply(
            KafkaConsumer<byte[], byte[]> consumer,
            OffsetRange range,
            FrameRecords records,
            Map<Integer, Long> after,
            BooleanSupplier stop) {
        this.consumer = consumer;
        this.range = range;
        this.records = records;
        this.stop = stop;
        for (Span span : range.partitions()) {
            long begin = after.getOrDefault(span.partition(), span.begin());
            spans.put(span.partition(), span);
            given.put(span.partition(), begin);
            if (begin < span.end()) {
                open.add(new TopicPartition(range.topic(), span.partition()));
            }
        }
        consumer.assign(open);
        consumer.resume(open); // a supply before this one may have come to its end of the same partition
        open.forEach(partition -> consumer.seek(partition, given.getOrDefault(partition.partition(), 0L)));
    }

    @Override
    public List<RawFrame> next(int most) {
        while (fetched.isEmpty() && !open.isEmpty() && !stop.getAsBoolean()) {
            poll();
        }
        List<RawFrame> frames = new ArrayList<>();
        while (frames.size() < most && !fetched.isEmpty()) {
            ConsumerRecord<byte[], byte[]> record = fetched.remove();
            given.put(record.partition(), record.offset() + 1);
            frames.add(records.raw(record));
        }
        return frames;
    }

    private void poll() {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end(record.partition()) && range.includes(record.timestamp())) {
                    fetched.add(record);
                }
            }
        } catch (OffsetOutOfRangeException e) {
            throw new CommandFailure(
                    ExitStatus.INCOMPLETE_DATA,
                    "Records of the range were removed while it was read, at " + e.offsetOutOfRangePartitions()
                            + ". Choose a later --from, or keep the topic for longer.",
                    e);
        }
        List<TopicPartition> finished = open.stream()
                .filter(partition -> consumer.position(partition) >= end(partition.partition()))
                .toList();
        consumer.pause(finished);
        open.removeAll(finished);
    }

    private long end(int partition) {
        Span span = spans.get(partition);
        return span == null ? 0 : span.end();
    }

    @Override
    public Map<Integer, Long> positions() {
        return new TreeMap<>(given);
    }

    @Override
    public long passed() {
        return spans.values().stream()
                .mapToLong(span -> given.getOrDefault(span.partition(), span.begin()) - span.begin())
                .sum();
    }

    @Override
    public long total() {
        return range.offsets();
    }

    @Override
    public boolean isTimed() {
        return true;
    }

    @Override
    public void close() {
        // the consumer is its owner's
    }
}
