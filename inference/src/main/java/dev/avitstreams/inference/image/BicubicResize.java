package dev.avitstreams.inference.image;

import java.util.Arrays;

/**
 * Applies a {@link ImageCrop} to interleaved RGB rows: columns first, then rows. Used once, by one thread.
 *
 * <p>Both directions are weighted sums of int arrays, which the compiler turns into vector instructions. For the first
 * direction a block of rows is turned on its side, so that a source column of the block lies together; an output row is
 * added to as blocks with its source rows come by, and finished with the last of them.
 */
final class BicubicResize {
    private static final int CHANNELS = 3;
    private static final int BLOCK = 64;
    /** Rows turned at once: the ints of a column that fill a cache line. */
    private static final int STRIP = 16;

    private final BicubicAxis columns;
    private final BicubicAxis rows;
    private final int width;
    private final int[][] turned; // [source columns][3 · BLOCK], channel by channel
    private final int[][] shrunk; // [BLOCK][3 · width], channel by channel
    private final int[][] sums; // [output rows][3 · width]; null before its first source row, and when finished
    private final byte[] planar; // [3, output rows, width]
    private int unfinished;

    private BicubicResize(ImageCrop crop) {
        this.columns = crop.columns();
        this.rows = crop.rows();
        this.width = columns.outputs();
        this.turned = new int[columns.to() - columns.from()][CHANNELS * BLOCK];
        this.shrunk = new int[BLOCK][CHANNELS * width];
        this.sums = new int[rows.outputs()][];
        this.planar = new byte[CHANNELS * rows.outputs() * width];
    }

    /** Where the pixels come from. */
    @FunctionalInterface
    interface Rows {
        /** Fills {@code into} with row {@code y}, columns {@code fromColumn} onwards, as R, G, B bytes. */
        void read(int y, int fromColumn, byte[] into);
    }

    /** @return [3, rows, columns] planar */
    static byte[] apply(ImageCrop crop, Rows source) {
        BicubicResize resize = new BicubicResize(crop);
        for (int y = crop.rows().from(); y < crop.rows().to(); y += BLOCK) {
            resize.takeBlock(y, Math.min(y + BLOCK, crop.rows().to()), source);
        }
        return resize.planar;
    }

    private void takeBlock(int from, int to, Rows source) {
        byte[][] strip = new byte[STRIP][turned.length * CHANNELS];
        for (int y = from; y < to; y += STRIP) {
            for (int row = y; row < Math.min(y + STRIP, to); row++) {
                source.read(row, columns.from(), strip[row - y]);
            }
            turn(strip, y - from);
        }
        shrinkColumns(to - from);
        shrinkRows(from, to);
    }

    private void turn(byte[][] strip, int at) {
        for (int column = 0; column < turned.length; column++) {
            int[] into = turned[column];
            for (int channel = 0; channel < CHANNELS; channel++) {
                int in = column * CHANNELS + channel;
                int out = channel * BLOCK + at;
                for (int row = 0; row < STRIP; row++) {
                    into[out + row] = strip[row][in] & 0xFF;
                }
            }
        }
    }

    private void shrinkColumns(int height) {
        int[] sum = new int[CHANNELS * BLOCK];
        for (int x = 0; x < width; x++) {
            Arrays.fill(sum, BicubicAxis.HALF);
            int first = columns.starts()[x] - columns.from();
            addWeighted(turned, first, columns, x, 0, columns.counts()[x], sum);
            BicubicAxis.clip(sum);
            for (int row = 0; row < height; row++) {
                int[] into = shrunk[row];
                into[x] = sum[row];
                into[width + x] = sum[BLOCK + row];
                into[2 * width + x] = sum[2 * BLOCK + row];
            }
        }
    }

    /** Starts are ascending: the outputs that a block's rows count for lie together. */
    private void shrinkRows(int from, int to) {
        for (int output = unfinished; output < rows.outputs() && rows.starts()[output] < to; output++) {
            int start = rows.starts()[output];
            int end = start + rows.counts()[output];
            int[] sum = sums[output];
            if (sum == null) {
                sum = new int[CHANNELS * width];
                Arrays.fill(sum, BicubicAxis.HALF);
                sums[output] = sum;
            }
            int first = Math.max(start, from);
            addWeighted(shrunk, first - from, rows, output, first - start, Math.min(end, to) - start, sum);
            if (end <= to) {
                finish(output, sum);
                unfinished = output + 1;
            }
        }
    }

    private void finish(int output, int[] sum) {
        BicubicAxis.clip(sum);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = (channel * rows.outputs() + output) * width;
            for (int x = 0; x < width; x++) {
                planar[at + x] = (byte) sum[channel * width + x];
            }
        }
        sums[output] = null;
    }

    /**
     * Adds samples weighted for an output; four at a time, as a sum is then loaded and stored once for all of them.
     *
     * @param first of the samples
     * @param tap of the output's weights that of the first sample
     * @param end one past the weight of the last
     */
    private static void addWeighted(
            int[][] samples, int first, BicubicAxis axis, int output, int tap, int end, int[] sum) {
        int[] weights = axis.weights();
        int at = output * axis.taps();
        int sample = first;
        int t = tap;
        for (; t + 3 < end; t += 4) {
            addFour(samples, sample, weights, at + t, sum);
            sample += 4;
        }
        for (; t < end; t++) {
            addOne(samples[sample++], weights[at + t], sum);
        }
    }

    private static void addFour(int[][] samples, int sample, int[] weights, int at, int[] sum) {
        int[] a = samples[sample];
        int[] b = samples[sample + 1];
        int[] c = samples[sample + 2];
        int[] d = samples[sample + 3];
        int ofA = weights[at];
        int ofB = weights[at + 1];
        int ofC = weights[at + 2];
        int ofD = weights[at + 3];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a[i] * ofA + b[i] * ofB + c[i] * ofC + d[i] * ofD;
        }
    }

    private static void addOne(int[] values, int weight, int[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i] * weight;
        }
    }
}
