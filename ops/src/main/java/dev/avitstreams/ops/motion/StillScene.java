package dev.avitstreams.ops.motion;

import dev.avitstreams.inference.image.PreparedImage;
import java.util.Arrays;
import java.util.List;

/**
 * What a camera that stands still sees when nothing is there: of each channel of each pixel the median over frames of a
 * whole clip. Immutable.
 */
final class StillScene {
    private static final int LEVELS = 256;

    private final int side;
    private final int[] median; // [3, S, S]

    /** @param frames of one size, at least one */
    StillScene(List<PreparedImage> frames) {
        this.side = frames.get(0).side();
        this.median = new int[3 * side * side];
        int[] counts = new int[LEVELS];
        for (int value = 0; value < median.length; value++) {
            Arrays.fill(counts, 0);
            for (PreparedImage frame : frames) {
                counts[frame.pixels()[value] & 0xFF]++;
            }
            int below = 0;
            int level = -1;
            while (2 * below <= frames.size() - 1) {
                level++;
                below += counts[level];
            }
            median[value] = level;
        }
    }

    /**
     * @param patchSide p, pixels
     * @return [S/p · S/p], row-major: mean difference of each patch from the scene, in levels of 0 to 255
     */
    double[] differences(PreparedImage frame, int patchSide) {
        int grid = side / patchSide;
        double[] sums = new double[grid * grid];
        for (int value = 0; value < median.length; value++) {
            int row = value / side % side / patchSide;
            int column = value % side / patchSide;
            sums[row * grid + column] += Math.abs((frame.pixels()[value] & 0xFF) - median[value]);
        }
        for (int patch = 0; patch < sums.length; patch++) {
            sums[patch] /= 3.0 * patchSide * patchSide;
        }
        return sums;
    }
}
