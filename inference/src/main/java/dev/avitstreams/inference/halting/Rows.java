package dev.avitstreams.inference.halting;

/**
 * How R packed rows are shared out among B images: image b owns the rows from {@code start(b)} on, {@code count(b)} of
 * them. Images may own none.
 */
final class Rows {
    private final int[] counts; // [B]
    private final int[] starts; // [B+1]

    Rows(int[] counts) {
        this.counts = counts;
        this.starts = new int[counts.length + 1];
        for (int image = 0; image < counts.length; image++) {
            starts[image + 1] = starts[image] + counts[image];
        }
    }

    /** B images of n rows each. */
    static Rows even(int images, int rows) {
        int[] counts = new int[images];
        java.util.Arrays.fill(counts, rows);
        return new Rows(counts);
    }

    int images() {
        return counts.length;
    }

    int start(int image) {
        return starts[image];
    }

    int count(int image) {
        return counts[image];
    }

    /** R. */
    int total() {
        return starts[counts.length];
    }

    /** [B]; not to be modified. */
    int[] counts() {
        return counts;
    }
}
