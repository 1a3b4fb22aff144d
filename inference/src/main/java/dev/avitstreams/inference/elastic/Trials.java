package dev.avitstreams.inference.elastic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a better step may be tried. It must have been predicted to fit for a hold. A step that could not keep up is
 * remembered with the work that was asked of it then: at as much work the next attempt waits four times as long, up to the
 * longest hold. Once distinctly less has been asked for a while, it is a different question, and the first hold counts.
 */
final class Trials {
    private static final int PATIENCE = 4;
    private static final double LESS = 0.9;
    private static final long NEVER = Long.MAX_VALUE;

    private final long holdNanos;
    private final long longestNanos;
    private final Trial[] trials;

    private record Failure(double demand, long holdNanos) {}

    /** Of one step. */
    private static final class Trial {
        private @Nullable Failure failure;
        private long fitsSince = NEVER;

        /** Since when it would fit with distinctly less work than it failed at. */
        private long easySince = NEVER;
    }

    Trials(int steps, Duration hold, Duration longest) {
        this.holdNanos = hold.toNanos();
        this.longestNanos = longest.toNanos();
        this.trials = new Trial[steps];
        for (int step = 0; step < steps; step++) {
            trials[step] = new Trial();
        }
    }

    /**
     * To be told of every step at every sample.
     *
     * @param fits whether it is predicted to keep up
     * @param demand work a second at this step
     */
    void note(int step, boolean fits, double demand, long nowNanos) {
        Trial trial = trials[step];
        Failure failure = trial.failure;
        boolean easy = fits && (failure == null || demand < LESS * failure.demand());
        trial.fitsSince = !fits ? NEVER : Math.min(trial.fitsSince, nowNanos);
        trial.easySince = !easy ? NEVER : Math.min(trial.easySince, nowNanos);
    }

    /** The step had to be left. */
    void failed(int step, double demand) {
        Trial trial = trials[step];
        Failure before = trial.failure;
        boolean again = before != null && demand >= LESS * before.demand() && demand <= before.demand() / LESS;
        long last = before != null && again ? before.holdNanos() : holdNanos;
        trial.failure = new Failure(demand, Math.min(longestNanos, PATIENCE * last));
    }

    boolean allows(int step, long nowNanos) {
        Trial trial = trials[step];
        Failure failure = trial.failure;
        return hasPassed(holdNanos, trial.easySince, nowNanos)
                || hasPassed(failure == null ? holdNanos : failure.holdNanos(), trial.fitsSince, nowNanos);
    }

    private static boolean hasPassed(long nanos, long since, long now) {
        return since != NEVER && now - since >= nanos;
    }
}
