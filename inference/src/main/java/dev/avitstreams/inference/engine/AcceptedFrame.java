package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import java.util.concurrent.CompletableFuture;

/**
 * A frame that waits to be decoded.
 *
 * @param demanded whether its caller is about to wait for it
 * @param acceptedNanos by the engine's clock
 */
record AcceptedFrame(
        FrameRequest request, CompletableFuture<FrameOutcome> future, boolean demanded, long acceptedNanos) {}
