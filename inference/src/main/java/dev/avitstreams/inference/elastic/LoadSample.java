package dev.avitstreams.inference.elastic;

import java.time.Duration;

/**
 * What the operator saw since the sample before.
 *
 * @param atNanos end of the interval, by a clock that only rises
 * @param interval how long it was; above zero
 * @param normalFrames frames of normal priority that the operator finished
 * @param highFrames frames of high priority that the operator finished
 * @param gmacs multiply-accumulates really done for them, in 10⁹
 * @param busyShare of the operator's workers' time, 0 to 1
 * @param age of the frames when they were handed to the operator: time since they arrived, 95th percentile; the age of the
 *     last known where none was handed over, zero where none is there
 * @param waiting frames accepted and not yet handed to the operator
 */
public record LoadSample(
        long atNanos,
        Duration interval,
        long normalFrames,
        long highFrames,
        double gmacs,
        double busyShare,
        Duration age,
        int waiting) {

    public LoadSample {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval is " + interval + ", must be above zero");
        }
        if (normalFrames < 0 || highFrames < 0 || waiting < 0) {
            throw new IllegalArgumentException("frames are counted as " + normalFrames + ", " + highFrames + " and "
                    + waiting + " waiting, must be 0 or more");
        }
        if (!(gmacs >= 0) || !(busyShare >= 0 && busyShare <= 1)) {
            throw new IllegalArgumentException(
                    "gmacs is " + gmacs + " and busyShare " + busyShare + ", must be 0 or more and 0 to 1");
        }
        if (age.isNegative()) {
            throw new IllegalArgumentException("age is " + age + ", must be zero or more");
        }
    }

    public long frames() {
        return normalFrames + highFrames;
    }
}
