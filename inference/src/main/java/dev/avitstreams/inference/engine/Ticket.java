package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One accepted frame's claim: its future and its share of the budget.
 *
 * <p>It ends once; further attempts have no effect, so that a worker in trouble may simply fail everything it holds. The
 * budget is released before the future completes, so whoever sees the outcome may offer again at once. Thread-safe.
 */
final class Ticket {
    private final Budget budget;
    private final String camera;
    private final int bytes;
    private final CompletableFuture<FrameOutcome> future = new CompletableFuture<>();
    private final AtomicBoolean bytesReleased = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * @param camera whose share of the budget and of batches it takes
     * @param bytes already taken from the budget, as is one frame
     */
    Ticket(Budget budget, String camera, int bytes) {
        this.budget = budget;
        this.camera = camera;
        this.bytes = bytes;
    }

    String camera() {
        return camera;
    }

    CompletableFuture<FrameOutcome> future() {
        return future;
    }

    /** Whether the caller has cancelled the frame; it is then to be withdrawn. */
    boolean isCancelled() {
        return future.isDone();
    }

    /** The encoded image is no longer held. */
    void releaseBytes() {
        if (bytesReleased.compareAndSet(false, true)) {
            budget.releaseBytes(camera, bytes);
        }
    }

    void finish(FrameOutcome outcome) {
        if (end()) {
            future.complete(outcome);
        }
    }

    void fail(Throwable failure) {
        if (end()) {
            future.completeExceptionally(failure);
        }
    }

    void withdraw() {
        end();
    }

    private boolean end() {
        releaseBytes();
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        budget.releaseFrame(camera);
        return true;
    }
}
