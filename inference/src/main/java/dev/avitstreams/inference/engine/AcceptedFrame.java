package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameRequest;

/**
 * A frame that waits to be decoded.
 *
 * @param demanded whether its caller is about to wait for it
 * @param acceptedNanos by the engine's clock
 */
record AcceptedFrame(FrameRequest request, Ticket ticket, boolean demanded, long acceptedNanos) {}
