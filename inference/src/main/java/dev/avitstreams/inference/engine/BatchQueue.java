package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.batching.Batch;
import dev.avitstreams.inference.batching.BatchLimits;
import dev.avitstreams.inference.batching.DynamicBatcher;
import dev.avitstreams.inference.batching.DynamicBatcher.Backlogs;
import dev.avitstreams.inference.batching.FlushReason;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Between the decoding threads, which add frames, and the dispatchers, which take batches and wait for them to fill.
 *
 * <p>Besides the batcher's own reasons a batch is due on <em>demand</em>: someone waits for a frame in it, and no frame
 * is being prepared that could still join. Frames already with the operator do not count: they cannot join.
 *
 * <p>Where a batch is one worker's, a dispatcher takes a part of what waits, as if all of them took one, and as do others that
 * wait at that moment: what comes next waits for a worker to come free, and not for a batch that nobody has begun. Nor is a
 * frame then computed with those of cameras that send more than is done of them ({@link Backlogs#APART}).
 *
 * <p>Thread-safe. One lock guards everything; it is a leaf, held for no longer than it takes to cut a batch.
 */
final class BatchQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private final OptionalInt framesPerWorker;
    private final int dispatchers;

    @GuardedBy("lock")
    private BatchLimits limits;

    @GuardedBy("lock")
    private final DynamicBatcher<DecodedFrame> batcher;

    /** Parts of a batch for dispatchers that wait, whom their signal has not yet reached. */
    @GuardedBy("lock")
    private final Queue<Batch<DecodedFrame>> parts = new ArrayDeque<>();

    /** Dispatchers that wait, or look for a batch. */
    @GuardedBy("lock")
    private int idle;

    /** Frames accepted that have neither been added nor withdrawn. */
    @GuardedBy("lock")
    private int preparing;

    /** Frames in the batcher whose callers are about to wait. */
    @GuardedBy("lock")
    private int demanded;

    @GuardedBy("lock")
    private boolean closed;

    /**
     * @param framesPerWorker {@link dev.avitstreams.inference.device.Backend#framesPerWorker()}
     * @param dispatchers that take batches, each one worker's if there is a number of frames for that
     */
    BatchQueue(BatchLimits limits, OptionalInt framesPerWorker, int dispatchers, LongSupplier nanoClock) {
        this.limits = limits;
        this.framesPerWorker = framesPerWorker;
        this.dispatchers = dispatchers;
        this.batcher = new DynamicBatcher<>(
                limits, framesPerWorker.isPresent() ? Backlogs.APART : Backlogs.TOGETHER, nanoClock);
    }

    /** From the next batch on. */
    void limits(BatchLimits next) {
        lock.lock();
        try {
            limits = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A frame was accepted: one {@link #add} or {@link #withdraw} will follow. */
    void announce() {
        lock.lock();
        try {
            preparing++;
        } finally {
            lock.unlock();
        }
    }

    void add(DecodedFrame frame) {
        lock.lock();
        try {
            batcher.add(frame.ticket().camera(), frame, frame.image().pixels().length);
            preparing--;
            demanded += frame.demanded() ? 1 : 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An announced frame ended before it reached the batch. */
    void withdraw() {
        lock.lock();
        try {
            preparing--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; empty once closed and drained. An interrupt does not end the wait, only closing does. */
    Optional<Batch<DecodedFrame>> take() {
        lock.lock();
        try {
            return awaitNext();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private Optional<Batch<DecodedFrame>> awaitNext() {
        idle++;
        try {
            while (true) {
                Optional<Batch<DecodedFrame>> batch = next();
                if (batch.isPresent() || closed) {
                    return batch;
                }
                awaitChange(batcher.nanosUntilDue());
            }
        } finally {
            idle--;
        }
    }

    @GuardedBy("lock")
    private Optional<Batch<DecodedFrame>> next() {
        if (parts.isEmpty()) {
            cut();
        }
        return Optional.ofNullable(parts.poll());
    }

    @GuardedBy("lock")
    private void cut() {
        if (framesPerWorker.isEmpty()) {
            batcher.limits(limits);
            addDue(Integer.MAX_VALUE);
        } else {
            int together = framesPerWorker.getAsInt();
            batcher.limits(limits.atMost(together == 1 ? 1 : idle * together)); // alone anyway: nothing to wait for
            addDue(fairly(together, dispatchers));
            addForOthers(together);
        }
        for (Batch<DecodedFrame> part : parts) {
            demanded -=
                    (int) part.items().stream().filter(DecodedFrame::demanded).count();
        }
    }

    @GuardedBy("lock")
    private void addDue(int most) {
        Optional<Batch<DecodedFrame>> batch = batcher.poll(most);
        if (batch.isEmpty() && demanded > 0 && preparing == 0) {
            batch = batcher.flush(FlushReason.DEMAND, most);
        }
        if (batch.isPresent()) {
            parts.add(batch.get());
        }
    }

    /** What is due is due for all who wait. */
    @GuardedBy("lock")
    private void addForOthers(int together) {
        Batch<DecodedFrame> first = parts.peek();
        for (int served = 1; first != null && served < idle; served++) {
            Optional<Batch<DecodedFrame>> batch = batcher.flush(first.reason(), fairly(together, dispatchers - served));
            if (batch.isPresent()) {
                parts.add(batch.get());
                changed.signalAll();
            }
        }
    }

    /** Of what the next batch may be cut of, the part of one of so many: those who compute will be back. */
    @GuardedBy("lock")
    private int fairly(int together, int among) {
        int part = (batcher.candidates() + among - 1) / among;
        return Math.max(1, Math.min(part, together));
    }

    /** What waits is handed out at once; call when nothing more will be added. */
    void close() {
        lock.lock();
        try {
            closed = true;
            batcher.close();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void awaitChange(OptionalLong nanos) {
        if (nanos.isEmpty()) {
            changed.awaitUninterruptibly();
            return;
        }
        try {
            // The loop asks again whether it was the time or a change.
            boolean ignored = changed.await(nanos.getAsLong(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Asks again too.
            return;
        }
    }
}
