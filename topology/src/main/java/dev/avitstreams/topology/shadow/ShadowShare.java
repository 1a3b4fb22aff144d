package dev.avitstreams.topology.shadow;

import dev.avitstreams.topology.frames.FrameCoordinate;

/**
 * Which frames a shadow computes: those whose position hashes low enough. So every instance, and every replay of the
 * topic, chooses the same ones, and a larger share holds all frames of a smaller one.
 *
 * @param share of all frames, above 0 and at most 1
 */
public record ShadowShare(double share) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int BITS = 53;

    public ShadowShare {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The share of a shadow is " + share + ", must be above 0 and at most 1.");
        }
    }

    boolean chooses(FrameCoordinate frame) {
        long seed = frame.topic().hashCode() * 31L + frame.partition();
        long hash = mixed(mixed(seed) + GOLDEN * frame.offset());
        return (hash >>> (Long.SIZE - BITS)) < share * (1L << BITS);
    }

    /** SplitMix64's finaliser: every bit of the result depends on every bit given. */
    private static long mixed(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
