package dev.avitstreams.inference.frame;

/**
 * Where a frame's time went.
 *
 * @param decodeNanos reading the record, decoding and pre-processing the image
 * @param queueNanos from submission to the start of its batch, decoding excluded
 * @param inferenceNanos of the batch the frame was in
 */
public record FrameTimings(long decodeNanos, long queueNanos, long inferenceNanos) {}
