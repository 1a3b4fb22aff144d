package dev.avitstreams.inference.image;

/**
 * Bicubic resampling along one axis with antialiasing, in fixed point: which input samples each output sample is made of
 * and by which weights.
 *
 * <p>This is the training transform's resampling (Pillow's BICUBIC): a cubic with a = −½, stretched by the scale when
 * shrinking so that it covers everything it averages, weights normalised to a sum of one and rounded to 22 bits.
 * OpenCV's INTER_CUBIC has a = −¾ and no stretching, and gives visibly other pixels. Results equal Pillow's bit for bit
 * when columns are done before rows with eight bits in between.
 *
 * @param starts first input sample of each output sample
 * @param counts input samples of each output sample
 * @param weights [outputs, taps], scaled by 2²², rows padded with zeros
 */
record BicubicAxis(int[] starts, int[] counts, int[] weights, int taps) {
    static final int WEIGHT_BITS = 22;
    /** Added before the final shift, so that it rounds. */
    static final int HALF = 1 << (WEIGHT_BITS - 1);

    private static final double A = -0.5;
    private static final double CUBIC_RADIUS = 2.0;

    /**
     * @param length input samples
     * @param resized samples if the whole axis were resampled
     * @param offset first of those wanted
     * @param outputs how many of those wanted
     */
    static BicubicAxis of(int length, int resized, int offset, int outputs) {
        double scale = (double) length / resized;
        double stretch = Math.max(scale, 1.0);
        double radius = CUBIC_RADIUS * stretch;
        int taps = (int) Math.ceil(radius) * 2 + 1;
        int[] starts = new int[outputs];
        int[] counts = new int[outputs];
        int[] weights = new int[outputs * taps];
        double[] exact = new double[taps];
        for (int i = 0; i < outputs; i++) {
            double centre = (offset + i + 0.5) * scale;
            int start = Math.max((int) (centre - radius + 0.5), 0);
            int count = Math.min((int) (centre + radius + 0.5), length) - start;
            double sum = 0;
            for (int t = 0; t < count; t++) {
                exact[t] = cubic((start + t - centre + 0.5) / stretch);
                sum += exact[t];
            }
            for (int t = 0; t < count; t++) {
                double scaled = exact[t] / sum * (1 << WEIGHT_BITS);
                weights[i * taps + t] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
            }
            starts[i] = start;
            counts[i] = count;
        }
        return new BicubicAxis(starts, counts, weights, taps);
    }

    /** The same resampling of samples that lie further on in their axis. */
    BicubicAxis shifted(int by) {
        int[] moved = starts.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by;
        }
        return new BicubicAxis(moved, counts, weights, taps);
    }

    int outputs() {
        return starts.length;
    }

    /** First input sample needed at all. */
    int from() {
        return starts[0];
    }

    /** One past the last input sample needed at all. */
    int to() {
        return starts[outputs() - 1] + counts[outputs() - 1];
    }

    private static double cubic(double signed) {
        double x = Math.abs(signed);
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        if (x < CUBIC_RADIUS) {
            return (((x - 5) * x + 8) * x - 4) * A;
        }
        return 0;
    }

    /** From weighted sums to samples, 0 to 255, in place. */
    static void clip(int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(0, Math.min(sums[i] >> WEIGHT_BITS, 255));
        }
    }
}
