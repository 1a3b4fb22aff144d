package dev.avitstreams.ops.camera;

/**
 * What a camera has done so far.
 *
 * @param acknowledged frames the broker has confirmed
 * @param refused frames over the size limit, never sent
 * @param dropped frames a live source gave faster than asked for
 * @param bytes encoded, of the acknowledged frames
 */
public record CameraTally(long acknowledged, long refused, long dropped, long bytes) {}
