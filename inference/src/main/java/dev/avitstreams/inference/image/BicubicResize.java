package dev.avitstreams.inference.image;

import java.util.Arrays;

/** Applies a {@link ImageCrop} to interleaved RGB rows: columns first, row by row as they are read, then rows. */
final class BicubicResize {
    private static final int CHANNELS = 3;

    private BicubicResize() {}

    /** Where the pixels come from. */
    @FunctionalInterface
    interface Rows {
        /** Fills {@code into} with row {@code y}, columns {@code fromColumn} onwards, as R, G, B bytes. */
        void read(int y, int fromColumn, byte[] into);
    }

    /** @return [3, rows, columns] planar */
    static byte[] apply(ImageCrop crop, Rows source) {
        return shrinkRows(
                shrinkColumns(source, crop.columns(), crop.rows()),
                crop.columns().outputs(),
                crop.rows());
    }

    /** @return [rows needed, output columns, 3] */
    private static byte[] shrinkColumns(Rows source, BicubicAxis columns, BicubicAxis rows) {
        int stride = columns.outputs() * CHANNELS;
        byte[] row = new byte[(columns.to() - columns.from()) * CHANNELS];
        byte[] shrunk = new byte[(rows.to() - rows.from()) * stride];
        for (int y = rows.from(); y < rows.to(); y++) {
            source.read(y, columns.from(), row);
            shrinkRow(row, columns, shrunk, (y - rows.from()) * stride);
        }
        return shrunk;
    }

    private static void shrinkRow(byte[] row, BicubicAxis columns, byte[] into, int at) {
        int[] weights = columns.weights();
        int out = at;
        for (int x = 0; x < columns.outputs(); x++) {
            int in = (columns.starts()[x] - columns.from()) * CHANNELS;
            int weight = x * columns.taps();
            int end = weight + columns.counts()[x];
            int red = BicubicAxis.HALF;
            int green = BicubicAxis.HALF;
            int blue = BicubicAxis.HALF;
            for (; weight < end; weight++) {
                int w = weights[weight];
                red += (row[in] & 0xFF) * w;
                green += (row[in + 1] & 0xFF) * w;
                blue += (row[in + 2] & 0xFF) * w;
                in += CHANNELS;
            }
            into[out] = BicubicAxis.clip(red);
            into[out + 1] = BicubicAxis.clip(green);
            into[out + 2] = BicubicAxis.clip(blue);
            out += CHANNELS;
        }
    }

    private static byte[] shrinkRows(byte[] shrunk, int width, BicubicAxis rows) {
        int stride = width * CHANNELS;
        byte[] planar = new byte[CHANNELS * rows.outputs() * width];
        int[] sums = new int[stride];
        for (int y = 0; y < rows.outputs(); y++) {
            Arrays.fill(sums, BicubicAxis.HALF);
            for (int t = 0; t < rows.counts()[y]; t++) {
                addWeighted(
                        shrunk,
                        (rows.starts()[y] - rows.from() + t) * stride,
                        rows.weights()[y * rows.taps() + t],
                        sums);
            }
            for (int channel = 0; channel < CHANNELS; channel++) {
                int out = (channel * rows.outputs() + y) * width;
                for (int x = 0; x < width; x++) {
                    planar[out + x] = BicubicAxis.clip(sums[x * CHANNELS + channel]);
                }
            }
        }
        return planar;
    }

    private static void addWeighted(byte[] samples, int at, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (samples[at + i] & 0xFF) * weight;
        }
    }
}
