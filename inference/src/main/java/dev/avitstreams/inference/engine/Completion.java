package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameOutcome;
import java.util.concurrent.CompletableFuture;

/**
 * Ends frames. The budget is released before the future completes, so whoever sees the outcome may offer again at once.
 * Thread-safe.
 */
record Completion(Budget budget) {

    /** No effect on a future that was cancelled meanwhile. */
    void finish(CompletableFuture<FrameOutcome> future, FrameOutcome outcome) {
        budget.releaseFrame();
        future.complete(outcome);
    }

    void fail(CompletableFuture<FrameOutcome> future, Throwable failure) {
        budget.releaseFrame();
        future.completeExceptionally(failure);
    }

    /** For a frame whose future was cancelled. */
    void withdraw() {
        budget.releaseFrame();
    }
}
