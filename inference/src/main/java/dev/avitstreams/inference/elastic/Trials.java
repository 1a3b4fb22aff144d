package dev.avitstreams.inference.elastic;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a better step may be tried. It must have been predicted to fit for a hold. A step that could not keep up is
 * remembered with the work that was asked of it then: at as much work the next attempt waits four times as long, up to the
 * longest hold. With distinctly less it is a different question, and the first hold counts.
 */
final class Trials {
    private static final int PATIENCE = 4;
    private static final double LESS = 0.9;

    private final long holdNanos;
    private final long longestNanos;
    private final @Nullable Failure[] failures;

    /** Since when each step has been predicted to fit; {@link #NEVER} where it is not. */
    private final long[] fitsSince;

    private static final long NEVER = Long.MAX_VALUE;

    private record Failure(double demand, long holdNanos) {}

    Trials(int steps, Duration hold, Duration longest) {
        this.holdNanos = hold.toNanos();
        this.longestNanos = longest.toNanos();
        this.failures = new Failure[steps];
        this.fitsSince = new long[steps];
        for (int step = 0; step < steps; step++) {
            fitsSince[step] = NEVER;
        }
    }

    void note(int step, boolean fits, long nowNanos) {
        if (!fits) {
            fitsSince[step] = NEVER;
        } else if (fitsSince[step] == NEVER) {
            fitsSince[step] = nowNanos;
        }
    }

    /** @param demand work a second at this step */
    void failed(int step, double demand) {
        Failure before = failures[step];
        boolean again = before != null && demand >= LESS * before.demand() && demand <= before.demand() / LESS;
        long hold = Math.min(longestNanos, PATIENCE * (again && before != null ? before.holdNanos() : holdNanos));
        failures[step] = new Failure(demand, hold);
    }

    boolean allows(int step, double demand, long nowNanos) {
        Failure failure = failures[step];
        long hold = failure != null && demand >= LESS * failure.demand() ? failure.holdNanos() : holdNanos;
        return fitsSince[step] != NEVER && nowNanos - fitsSince[step] >= hold;
    }
}
