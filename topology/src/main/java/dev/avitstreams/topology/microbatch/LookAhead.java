package dev.avitstreams.topology.microbatch;

import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.FrameTask;
import dev.avitstreams.topology.frames.FrameTasks;
import dev.avitstreams.topology.frames.PolledFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * The frames handed to the classifier before their turn, by position. One per process, shared by all stream threads;
 * thread-safe.
 *
 * <p>Every entry ends in one of three ways: claimed by the processor that reaches it, forgotten with its partition when
 * the task leaves, or expired, for records that were polled but that Streams never delivers.
 */
public final class LookAhead {

    private record Entry(FrameTask task, Instant announcedAt) {}

    /** How far a partition has been polled, and by which thread. */
    private record Polled(long lastOffset, Thread thread) {}

    private final Map<FrameCoordinate, Entry> entries = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Polled> ends = new ConcurrentHashMap<>();
    private final Postponed postponed = new Postponed();
    private final FrameTasks tasks;
    private final Clock clock;
    private final Duration maxAge;

    /** @param maxAge above the longest time a polled record may wait for its turn */
    public LookAhead(FrameTasks tasks, Clock clock, Duration maxAge) {
        this.tasks = tasks;
        this.clock = clock;
        this.maxAge = maxAge;
    }

    /**
     * A record was polled. Never blocks; without budget the frame waits until one before it in its partition is claimed,
     * or for its own {@link #claim}.
     */
    void announce(PolledFrame frame) {
        FrameCoordinate coordinate = frame.coordinate();
        Entry known = entries.get(coordinate);
        if (known != null) {
            if (known.task().isFor(frame.payload()) && !known.task().outcome().isCompletedExceptionally()) {
                return;
            }
            drop(coordinate, known);
        }
        postponed.add(frame, clock.instant());
        postponed.offer(coordinate.topicPartition(), this::start);
    }

    /** Whether it was started, now or before. */
    private boolean start(PolledFrame frame) {
        if (entries.containsKey(frame.coordinate())) {
            return true;
        }
        Optional<FrameTask> task = tasks.offer(frame);
        task.ifPresent(started -> entries.put(frame.coordinate(), new Entry(started, clock.instant())));
        return task.isPresent();
    }

    /** Takes the task of a record whose turn has come, starting it now if it was not looked ahead. */
    public FrameTask claim(PolledFrame frame) {
        FrameTask task = taskOf(frame);
        postponed.reached(frame.coordinate());
        postponed.offer(frame.coordinate().topicPartition(), this::start);
        return task;
    }

    private FrameTask taskOf(PolledFrame frame) {
        Entry entry = entries.remove(frame.coordinate());
        if (entry != null) {
            if (entry.task().isFor(frame.payload()) && !entry.task().outcome().isCompletedExceptionally()) {
                return entry.task();
            }
            entry.task().withdraw();
        }
        return tasks.submit(frame);
    }

    /**
     * The partition's task left this process, or starts again from committed offsets.
     *
     * @param partition of the topic of frames, the only one that is looked ahead in
     */
    public void forget(int partition) {
        ends.keySet().removeIf(ended -> ended.partition() == partition);
        postponed.forget(partition);
        dropWhere(entry -> entry.task().coordinate().topicPartition().partition() == partition);
    }

    /** Drops what nobody came for. To be called every now and then. */
    public void expire() {
        Instant oldest = clock.instant().minus(maxAge);
        postponed.expire(oldest);
        dropWhere(entry -> entry.announcedAt().isBefore(oldest));
    }

    /** Entries not yet claimed. Returns to zero whenever the topology has caught up. */
    public int size() {
        return entries.size();
    }

    /** The calling thread has polled this record, with or without budget to look it ahead. */
    void polled(FrameCoordinate coordinate) {
        ends.put(coordinate.topicPartition(), new Polled(coordinate.offset(), Thread.currentThread()));
    }

    /** The calling thread has processed this record; true if it has no other polled one left, in any partition. */
    boolean catchesUpWith(FrameCoordinate coordinate) {
        Thread caller = Thread.currentThread();
        ends.computeIfPresent(
                coordinate.topicPartition(), (partition, end) -> end.lastOffset() <= coordinate.offset() ? null : end);
        return ends.values().stream().noneMatch(end -> end.thread() == caller);
    }

    private void dropWhere(Predicate<Entry> condition) {
        entries.forEach((coordinate, entry) -> {
            if (condition.test(entry)) {
                drop(coordinate, entry);
            }
        });
    }

    /** Not if it was claimed in the meantime: a stream thread then waits for it. */
    private void drop(FrameCoordinate coordinate, Entry entry) {
        if (entries.remove(coordinate, entry)) {
            entry.task().withdraw();
        }
    }
}
