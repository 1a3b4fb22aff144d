package dev.avitstreams.inference.halting;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * After which blocks the rows that have halted are dropped from the matrix on a GPU. To know how many are left the host has
 * to wait for the device, which costs more than a few idle rows; until they are dropped they are multiplied in vain, but take
 * no part in attention. When rows are dropped changes no depth.
 *
 * @param blocks counted from 1
 */
record Compaction(Set<Integer> blocks) {
    /** Shares of the blocks; of twelve the fourth, sixth, eighth and tenth. */
    private static final double[] CHOSEN = {1 / 3., 1 / 2., 2 / 3., 5 / 6.};

    Compaction {
        blocks = Set.copyOf(blocks);
    }

    /** What a GPU is given. */
    static Compaction chosen(int layers) {
        return new Compaction(Arrays.stream(CHOSEN)
                .mapToObj(share -> (int) Math.round(share * layers))
                .filter(block -> block > 0)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    static Compaction everyBlock(int layers) {
        return new Compaction(IntStream.rangeClosed(1, layers).boxed().collect(Collectors.toSet()));
    }

    static Compaction never() {
        return new Compaction(Set.of());
    }

    boolean follows(int layer) {
        return blocks.contains(layer);
    }
}
