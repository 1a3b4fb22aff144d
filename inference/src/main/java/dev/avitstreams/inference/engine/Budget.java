package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.batching.Company;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the classifier holds: encoded bytes from acceptance until decoded, frames from acceptance until finished. Of each
 * a camera that has {@link Company} is given its share at most, so that what one camera sends too much waits in its
 * partition, where it is in nobody's way.
 *
 * <p>Taken by callers, given back by workers. Thread-safe; its lock is a leaf.
 */
final class Budget {
    private final long maxBytes;
    private final int maxFrames;
    private final double maxCameraShare;
    private final LongSupplier nanoClock;

    @GuardedBy("this")
    private final Map<String, Held> cameras = new HashMap<>();

    @GuardedBy("this")
    private final Company company = new Company();

    @GuardedBy("this")
    private long bytes;

    @GuardedBy("this")
    private int frames;

    /** Of one camera; forgotten once it is nothing. */
    private static final class Held {
        private long bytes;
        private int frames;
    }

    /** @param maxCameraShare above 0, at most 1 */
    Budget(long maxBytes, int maxFrames, double maxCameraShare, LongSupplier nanoClock) {
        this.maxBytes = maxBytes;
        this.maxFrames = maxFrames;
        this.maxCameraShare = maxCameraShare;
        this.nanoClock = nanoClock;
    }

    synchronized boolean tryTake(String camera, int frameBytes) {
        company.note(camera, nanoClock.getAsLong());
        if (frames >= maxFrames || bytes + frameBytes > maxBytes || isBeyondItsShare(camera, frameBytes)) {
            return false;
        }
        hold(camera, frameBytes);
        return true;
    }

    /** Beyond the limits if need be. */
    synchronized void take(String camera, int frameBytes) {
        company.note(camera, nanoClock.getAsLong());
        hold(camera, frameBytes);
    }

    /** Never of a camera that holds nothing: a share is one frame at least, of whatever size. */
    @GuardedBy("this")
    private boolean isBeyondItsShare(String camera, int frameBytes) {
        Held held = cameras.get(camera);
        return held != null
                && (held.frames >= Math.ceil(maxCameraShare * maxFrames)
                        || held.bytes + frameBytes > maxCameraShare * maxBytes)
                && company.isWith(camera, nanoClock.getAsLong());
    }

    @GuardedBy("this")
    private void hold(String camera, int frameBytes) {
        Held held = cameras.computeIfAbsent(camera, unused -> new Held());
        held.frames++;
        held.bytes += frameBytes;
        frames++;
        bytes += frameBytes;
    }

    synchronized void releaseBytes(String camera, int frameBytes) {
        release(camera, 0, frameBytes);
    }

    synchronized void releaseFrame(String camera) {
        release(camera, 1, 0);
    }

    @GuardedBy("this")
    private void release(String camera, int ofFrames, int ofBytes) {
        frames -= ofFrames;
        bytes -= ofBytes;
        Held held = cameras.get(camera);
        if (held == null) {
            throw new IllegalStateException("Nothing is held of camera " + camera);
        }
        held.frames -= ofFrames;
        held.bytes -= ofBytes;
        if (held.frames == 0 && held.bytes == 0) {
            cameras.remove(camera);
        }
    }

    synchronized int frames() {
        return frames;
    }

    synchronized long bytes() {
        return bytes;
    }
}
