package dev.avitstreams.ops.load;

import java.time.Duration;

/**
 * A stretch of even load.
 *
 * @param framesPerSecond of all cameras together; infinite for as fast as the broker takes them
 * @param frames to send
 */
public record LoadStep(double framesPerSecond, long frames) {
    public LoadStep {
        if (!(framesPerSecond > 0)) {
            throw new IllegalArgumentException("rate is " + framesPerSecond + ", must be above 0 frames a second");
        }
        if (frames < 1) {
            throw new IllegalArgumentException("frames is " + frames + ", must be 1 or more");
        }
    }

    public static LoadStep paced(double framesPerSecond, Duration duration) {
        return new LoadStep(framesPerSecond, Math.max(1, Math.round(framesPerSecond * duration.toNanos() / 1e9)));
    }

    /** A backlog to work off. */
    public static LoadStep flood(long frames) {
        return new LoadStep(Double.POSITIVE_INFINITY, frames);
    }

    boolean isPaced() {
        return Double.isFinite(framesPerSecond);
    }

    /** Between two frames; 0 for none. */
    double periodNanos() {
        return 1e9 / framesPerSecond;
    }
}
