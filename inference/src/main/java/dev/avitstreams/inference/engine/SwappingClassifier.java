package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.model.ModelIdentity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands where a classifier stands and lets another take over between two frames.
 *
 * <pre>
 *  frames ──▶ present ──swap──▶ retiring ──finished what it accepted──▶ closed
 * </pre>
 *
 * <p>Each frame is accepted by one classifier, whole: by the present one, under a lock that a swap waits for. So none
 * can meet a classifier that is already closed, and the futures of the retiring one complete as they would have. Until
 * they have, both hold frames, each within its own budget. Thread-safe; swaps follow one another.
 */
public final class SwappingClassifier implements FrameClassifier {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Held while swapping, so that two swaps do not overlap. */
    private final Object swapping = new Object();

    @GuardedBy("lock")
    private FrameClassifier present;

    /** Takes no more frames, and has not finished all that it took. */
    @GuardedBy("lock")
    private @Nullable FrameClassifier retiring;

    public SwappingClassifier(FrameClassifier first) {
        this.present = first;
    }

    /**
     * From now on all frames go to the next one; then has the one before it closed and returns.
     *
     * @param next ready for frames; owned by this one from now on
     * @param retire closes the one before, which finishes what it accepted
     */
    public void swap(FrameClassifier next, Runnable retire) {
        synchronized (swapping) {
            seat(next);
            try {
                retire.run();
            } finally {
                retired();
            }
        }
    }

    private void seat(FrameClassifier next) {
        lock.writeLock().lock();
        try {
            retiring = present;
            present = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void retired() {
        lock.writeLock().lock();
        try {
            retiring = null;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public Optional<CompletableFuture<FrameOutcome>> offer(FrameRequest request) {
        lock.readLock().lock();
        try {
            return present.offer(request);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public CompletableFuture<FrameOutcome> submit(FrameRequest request) {
        lock.readLock().lock();
        try {
            return present.submit(request);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Of the present classifier. */
    @Override
    public ModelIdentity model() {
        lock.readLock().lock();
        try {
            return present.model();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public int inFlight() {
        return both().mapToInt(FrameClassifier::inFlight).sum();
    }

    /** Of the present classifier, else of the retiring one. */
    @Override
    public Optional<String> trouble() {
        return both().flatMap(classifier -> classifier.trouble().stream()).findFirst();
    }

    /** Closes the present classifier; one that retires is closed by whoever swapped. */
    @Override
    public void close() {
        FrameClassifier last;
        lock.readLock().lock();
        try {
            last = present;
        } finally {
            lock.readLock().unlock();
        }
        last.close();
    }

    private Stream<FrameClassifier> both() {
        lock.readLock().lock();
        try {
            return retiring == null ? Stream.of(present) : Stream.of(present, retiring);
        } finally {
            lock.readLock().unlock();
        }
    }
}
