package dev.avitstreams.inference.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Whether an answer given with confidence p is right in a share p of the cases: bins of equal width, (low, high]. */
public final class Calibration {
    private static final int BINS = 15;

    private final long[] frames = new long[BINS];
    private final long[] right = new long[BINS];
    private final List<ExactSum> confidence = new ArrayList<>();

    Calibration() {
        for (int bin = 0; bin < BINS; bin++) {
            confidence.add(new ExactSum());
        }
    }

    /**
     * One bin.
     *
     * @param low of the confidences in it, exclusive; {@code high} inclusive
     * @param confidence mean; not a number where it is empty, as is {@code accuracy}
     */
    public record Bin(double low, double high, long frames, double confidence, double accuracy) {}

    void add(double probability, boolean isRight) {
        int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(probability * BINS) - 1));
        frames[bin]++;
        right[bin] += isRight ? 1 : 0;
        confidence.get(bin).add(probability);
    }

    void merge(Calibration other) {
        for (int bin = 0; bin < BINS; bin++) {
            frames[bin] += other.frames[bin];
            right[bin] += other.right[bin];
            confidence.get(bin).merge(other.confidence.get(bin));
        }
    }

    public List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            bins.add(new Bin(
                    (double) bin / BINS,
                    (bin + 1.0) / BINS,
                    frames[bin],
                    confidence.get(bin).mean(frames[bin]),
                    (double) right[bin] / frames[bin]));
        }
        return bins;
    }

    /** Expected calibration error: Σ over bins of their share · |accuracy − confidence|; not a number without labels. */
    public double expectedError() {
        long all = 0;
        double gaps = 0;
        for (int bin = 0; bin < BINS; bin++) {
            all += frames[bin];
            gaps += Math.abs(right[bin] - confidence.get(bin).value());
        }
        return gaps / all;
    }
}
