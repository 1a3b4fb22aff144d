package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.frame.FrameRejectedException;

/** Fetches an image that an event refers to instead of carrying it. Thread-safe. */
@FunctionalInterface
public interface ReferencedImages {
    /**
     * @param sha256 lower-case hex digest the bytes must have
     * @param length number of bytes there must be
     */
    byte[] read(String uri, String sha256, long length) throws FrameRejectedException;
}
