package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.model.ModelIdentity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Classifies frames, one outcome each, in batches that form across all callers. Thread-safe.
 *
 * <p>A future completes with an outcome, bad frames included; it completes exceptionally only when the classifier
 * itself is broken or closed. Cancelling a future withdraws a frame whose work has not begun. Budgets are released by
 * the workers as frames finish, never by the callers, so callers that wait for each other cannot deadlock.
 */
public interface FrameClassifier extends AutoCloseable {

    /** Accepts the frame if the budget allows, without ever blocking; empty where it does not, or once closed. */
    Optional<CompletableFuture<FrameOutcome>> offer(FrameRequest request);

    /**
     * Accepts the frame whatever the budget: for a caller that is about to wait for this very frame, so that there is
     * at most one beyond the budget per waiting thread.
     */
    CompletableFuture<FrameOutcome> submit(FrameRequest request);

    ModelIdentity model();

    /** Frames accepted and not yet finished. */
    int inFlight();

    /** Why the operator does not work at present, a sentence for health checks; empty while it does. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** Finishes what was accepted, then releases threads and native memory. */
    @Override
    void close();
}
