package dev.avitstreams.inference.halting;

/**
 * Counts multiply-accumulates where they happen, image by image. Every matrix product of a forward pass passes through
 * {@link LinearMap} or {@link Attention}, which report the tensors they really multiplied.
 */
final class MacMeter {
    private final long[] macs; // [B]

    MacMeter(int images) {
        this.macs = new long[images];
    }

    /**
     * A packed product [R, in] × [in, out].
     *
     * @param rows R of the tensor that was multiplied
     * @param rowsOfImage [B] how many of them belong to each image
     */
    void product(long rows, int[] rowsOfImage, long in, long out) {
        long counted = 0;
        for (int image = 0; image < rowsOfImage.length; image++) {
            macs[image] += rowsOfImage[image] * in * out;
            counted += rowsOfImage[image];
        }
        if (counted != rows) {
            throw new IllegalStateException("a product of " + rows + " rows was booked on images as " + counted);
        }
    }

    /** Scores [H, n, D/H] × [H, D/H, n] and mixing [H, n, n] × [H, n, D/H] of one image. */
    void attention(int image, long heads, long tokens, long headWidth) {
        macs[image] += 2 * heads * tokens * tokens * headWidth;
    }

    long of(int image) {
        return macs[image];
    }
}
