package dev.avitstreams.inference.halting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        Arrays.fill(counts, rows);
        return new Rows(counts);
    }

    /**
     * Images next to each other, as a matrix of their own.
     *
     * @param start its first row
     * @param rows [B] none for images outside of the part
     */
    record Part(int start, Rows rows) {}

    /**
     * All rows, in order, in parts of whole images.
     *
     * @param most rows in a part of more than one image
     */
    List<Part> parts(int most) {
        List<Part> parts = new ArrayList<>();
        int first = 0;
        for (int image = 1; image <= images(); image++) {
            boolean ends = image == images() || starts[image + 1] - starts[first] > most;
            if (ends && starts[image] > starts[first]) {
                parts.add(new Part(starts[first], only(first, image)));
                first = image;
            }
        }
        return parts;
    }

    private Rows only(int first, int end) {
        int[] own = new int[counts.length];
        System.arraycopy(counts, first, own, first, end - first);
        return new Rows(own);
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
