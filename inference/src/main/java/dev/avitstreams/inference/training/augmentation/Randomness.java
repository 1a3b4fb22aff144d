package dev.avitstreams.inference.training.augmentation;

import java.util.SplittableRandom;

/**
 * Random numbers that need no state to be kept: each use has a generator of its own, seeded by what it is for and where in
 * training it stands.
 */
public final class Randomness {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Randomness() {}

    /** What random numbers are drawn for, so that no two uses share a sequence. */
    public enum Purpose {
        ORDER,
        CROP,
        COLOUR,
        MIXING,
        SIDE
    }

    public static SplittableRandom of(long seed, Purpose purpose, long place, long slot) {
        long mixed = mix(seed + GOLDEN * (purpose.ordinal() + 1));
        mixed = mix(mixed ^ place * GOLDEN);
        return new SplittableRandom(mix(mixed + slot * GOLDEN));
    }

    /** The finaliser of SplitMix64: every bit of the input reaches every bit of the output. */
    private static long mix(long z) {
        long once = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ once >>> 27) * 0x94D049BB133111EBL;
        return twice ^ twice >>> 31;
    }
}
