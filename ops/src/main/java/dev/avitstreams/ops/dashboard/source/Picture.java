package dev.avitstreams.ops.dashboard.source;

/** An encoded image, as the camera sent it. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never changed
public record Picture(String mediaType, byte[] bytes) {}
