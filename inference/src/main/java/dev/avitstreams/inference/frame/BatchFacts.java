package dev.avitstreams.inference.frame;

import dev.avitstreams.inference.batching.FlushReason;

/**
 * The micro-batch a frame was in. It has no influence on the frame's result.
 *
 * @param size frames in the batch
 */
public record BatchFacts(int size, FlushReason flushReason) {}
