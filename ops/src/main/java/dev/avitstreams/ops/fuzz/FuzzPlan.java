package dev.avitstreams.ops.fuzz;

import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A run of inputs.
 *
 * @param seed of all of them
 * @param from index of the first, 0 or more
 * @param count how many, 1 or more
 * @param folder for finds, and for what the two processes share
 */
public record FuzzPlan(FuzzSubject subject, long seed, long from, long count, Path folder) {
    /** A step far from any pattern, so that neighbouring inputs have nothing in common. */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    public FuzzPlan {
        if (from < 0) {
            throw new IllegalArgumentException("from is " + from + ", must be 0 or more");
        }
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", must be 1 or more");
        }
    }

    /** One past the last index. */
    public long end() {
        return from + count;
    }

    /** What an input is made of: nothing but the seed and its index. */
    public SplittableRandom random(long index) {
        return new SplittableRandom(seed * 31 + index * GOLDEN_GAMMA);
    }

    Path journal() {
        return folder.resolve("journal");
    }

    Path reports() {
        return folder.resolve("reports.txt");
    }

    Path log() {
        return folder.resolve("worker.log");
    }
}
