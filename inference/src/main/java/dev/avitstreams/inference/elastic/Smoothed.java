package dev.avitstreams.inference.elastic;

import java.time.Duration;

/** An exponentially weighted mean over time. The first value is taken as it is. */
final class Smoothed {
    private double value;
    private boolean known;

    /** Before anything is known. */
    Smoothed() {}

    /** Begins with a guess. */
    Smoothed(double guess) {
        this.value = guess;
        this.known = true;
    }

    /** Takes in what held for an interval; after one time constant of it the mean has come 63 % of the way. */
    void add(double next, double seconds, Duration timeConstant) {
        double weight = known ? -Math.expm1(-seconds * 1e9 / timeConstant.toNanos()) : 1;
        value += weight * (next - value);
        known = true;
    }

    double value() {
        return value;
    }
}
