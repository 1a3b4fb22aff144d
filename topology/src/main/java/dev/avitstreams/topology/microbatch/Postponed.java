package dev.avitstreams.topology.microbatch;

import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.PolledFrame;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Frames that were polled when the classifier had no room for them, by partition and in order. They are no copies: Kafka
 * Streams holds the same bytes until their turn comes. Thread-safe; a partition is added to and taken from by the one
 * thread that has it.
 */
final class Postponed {
    private record Waiting(PolledFrame frame, Instant since) {}

    private final Map<TopicPartition, Queue<Waiting>> partitions = new ConcurrentHashMap<>();

    void add(PolledFrame frame, Instant now) {
        partitions
                .computeIfAbsent(frame.coordinate().topicPartition(), unused -> new ConcurrentLinkedQueue<>())
                .add(new Waiting(frame, now));
    }

    /** Offers a partition's frames, the first first, until one is not taken. */
    void offer(TopicPartition partition, Predicate<PolledFrame> taken) {
        removeWhile(partition, waiting -> taken.test(waiting.frame));
    }

    /** The turn of this record has come: it waits no longer, nor do those before it. */
    void reached(FrameCoordinate coordinate) {
        removeWhile(
                coordinate.topicPartition(),
                waiting -> waiting.frame.coordinate().offset() <= coordinate.offset());
    }

    void forget(int partition) {
        partitions.keySet().removeIf(waiting -> waiting.partition() == partition);
    }

    /** Drops those that were polled before this. */
    void expire(Instant oldest) {
        partitions.keySet().forEach(partition -> removeWhile(partition, waiting -> waiting.since.isBefore(oldest)));
    }

    private void removeWhile(TopicPartition partition, Predicate<Waiting> condition) {
        Queue<Waiting> queue = partitions.get(partition);
        if (queue == null) {
            return;
        }
        Waiting first = queue.peek();
        while (first != null && condition.test(first)) {
            queue.remove(first); // and not whatever has become the first
            first = queue.peek();
        }
    }
}
