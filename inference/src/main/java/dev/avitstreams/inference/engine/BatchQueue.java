package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.batching.Batch;
import dev.avitstreams.inference.batching.BatchLimits;
import dev.avitstreams.inference.batching.DynamicBatcher;
import dev.avitstreams.inference.batching.FlushReason;
import java.util.Optional;
import java.util.OptionalLong;
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
 * <p>Thread-safe. One lock guards everything; it is a leaf, held for no longer than it takes to cut a batch.
 */
final class BatchQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final DynamicBatcher<DecodedFrame> batcher;

    /** Frames accepted that have neither been added nor withdrawn. */
    @GuardedBy("lock")
    private int preparing;

    /** Frames in the batcher whose callers are about to wait. */
    @GuardedBy("lock")
    private int demanded;

    @GuardedBy("lock")
    private boolean closed;

    BatchQueue(BatchLimits limits, LongSupplier nanoClock) {
        this.batcher = new DynamicBatcher<>(limits, nanoClock);
    }

    /** From the next batch on. */
    void limits(BatchLimits next) {
        lock.lock();
        try {
            batcher.limits(next);
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
            while (true) {
                Optional<Batch<DecodedFrame>> batch = batcher.poll();
                if (batch.isEmpty() && demanded > 0 && preparing == 0) {
                    batch = batcher.flush(FlushReason.DEMAND);
                }
                if (batch.isPresent()) {
                    demanded -= (int) batch.get().items().stream()
                            .filter(DecodedFrame::demanded)
                            .count();
                    return batch;
                }
                if (closed) {
                    return Optional.empty();
                }
                awaitChange(batcher.nanosUntilDue());
            }
        } finally {
            lock.unlock();
        }
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
