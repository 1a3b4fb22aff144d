package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * What the classifier holds: encoded bytes from acceptance until decoded, frames from acceptance until finished.
 * Taken by callers, given back by workers. Thread-safe; its lock is a leaf.
 */
final class Budget {
    private final long maxBytes;
    private final int maxFrames;

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private int frames;

    Budget(long maxBytes, int maxFrames) {
        this.maxBytes = maxBytes;
        this.maxFrames = maxFrames;
    }

    synchronized boolean tryTake(int frameBytes) {
        if (frames >= maxFrames || bytes + frameBytes > maxBytes) {
            return false;
        }
        take(frameBytes);
        return true;
    }

    /** Beyond the limits if need be. */
    synchronized void take(int frameBytes) {
        frames++;
        bytes += frameBytes;
    }

    synchronized void releaseBytes(int frameBytes) {
        bytes -= frameBytes;
    }

    synchronized void releaseFrame() {
        frames--;
    }

    synchronized int frames() {
        return frames;
    }

    synchronized long bytes() {
        return bytes;
    }
}
