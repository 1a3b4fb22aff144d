package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.StopSignal;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Frames at an even rate. After a stall it goes on from now instead of hurrying after what was missed. Belongs to one
 * thread.
 */
final class Pace {
    private final long periodNanos;
    private final LongSupplier nanoClock;
    private long due;

    /**
     * @param framesPerSecond empty for as fast as possible
     * @param phase share of a period by which the first frame waits, 0 to 1
     */
    Pace(OptionalDouble framesPerSecond, double phase, LongSupplier nanoClock) {
        this.periodNanos = framesPerSecond.isPresent() ? Math.round(1e9 / framesPerSecond.getAsDouble()) : 0;
        this.nanoClock = nanoClock;
        this.due = nanoClock.getAsLong() + Math.round(phase * periodNanos);
    }

    /** Waits for the next frame's time; false if stopping was wished meanwhile. */
    boolean await(StopSignal stop) {
        long wait = due - nanoClock.getAsLong();
        boolean stopped = wait > 0 ? stop.await(Duration.ofNanos(wait)) : stop.isRequested();
        advance();
        return !stopped;
    }

    /** For a source that cannot wait: whether a frame that comes now is to be taken, or dropped. */
    boolean isDue() {
        // Half a period of tolerance: else a stream at just this rate would lose every other frame to jitter.
        if (due - nanoClock.getAsLong() > periodNanos / 2) {
            return false;
        }
        advance();
        return true;
    }

    private void advance() {
        due = Math.max(due + periodNanos, nanoClock.getAsLong());
    }
}
