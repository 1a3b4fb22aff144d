package dev.avitstreams.inference.training.schedule;

import java.util.SplittableRandom;

/**
 * Weights that are good at more than one operating point: every other step is trained with the gate shifted, by another
 * amount each time, and follows the teacher's attention to a cost that falls with the shift. The steps between keep the
 * unshifted point what it is.
 *
 * @param mostShift largest shift of the gate, above 0: halting earlier
 * @param cheapestGmacs what following is to cost there, in 10⁹ multiply-accumulates an image
 */
public record PointRange(double mostShift, double cheapestGmacs) {
    public PointRange {
        if (!(mostShift > 0 && mostShift <= 100)) {
            throw new IllegalArgumentException("mostShift is " + mostShift + ", must be above 0 and at most 100");
        }
        if (!(cheapestGmacs > 0) || Double.isInfinite(cheapestGmacs)) {
            throw new IllegalArgumentException("cheapestGmacs is " + cheapestGmacs + ", must be above 0");
        }
    }

    /**
     * Shift of the gate in a step; the same for the same seed.
     *
     * @param step counted from 1
     */
    public float shiftAt(long seed, long step) {
        if (step % 2 == 0) {
            return 0;
        }
        double share = new SplittableRandom(seed).split().nextDouble() + step * (Math.sqrt(5) - 1) / 2;
        return (float)
                (mostShift * (1 - (share - Math.floor(share)))); // golden-ratio steps: evenly spread, never twice
    }

    /** @param unshifted what following costs without a shift at that step, in 10⁹ */
    public double followedGmacs(double shift, double unshifted) {
        return unshifted + (cheapestGmacs - unshifted) * shift / mostShift;
    }
}
