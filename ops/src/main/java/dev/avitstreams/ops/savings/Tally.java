package dev.avitstreams.ops.savings;

import dev.avitstreams.schemas.HaltingSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * Summaries added up. Not thread-safe.
 *
 * <p>{@code tokens} by the layer at which they halted, first layer first: every figure on depth follows from them.
 */
final class Tally {
    private long frames;
    private long classified;
    private long rejected;
    private long skipped;
    private long macsExecuted;
    private long macsDense;
    private final List<Long> tokens = new ArrayList<>();

    void add(HaltingSummary summary) {
        frames += summary.getFrames();
        classified += summary.getClassified();
        rejected += sum(summary.getRejected().values());
        skipped += sum(summary.getSkipped().values());
        macsExecuted += summary.getMacsExecuted();
        macsDense += summary.getMacsDense();
        addTokens(summary.getDepthHistogram());
    }

    void add(Tally other) {
        frames += other.frames;
        classified += other.classified;
        rejected += other.rejected;
        skipped += other.skipped;
        macsExecuted += other.macsExecuted;
        macsDense += other.macsDense;
        addTokens(other.tokens);
    }

    private void addTokens(List<Long> histogram) {
        for (int layer = 0; layer < histogram.size(); layer++) {
            if (layer == tokens.size()) {
                tokens.add(0L);
            }
            tokens.set(layer, tokens.get(layer) + histogram.get(layer));
        }
    }

    private static long sum(Iterable<Long> values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    long frames() {
        return frames;
    }

    long classified() {
        return classified;
    }

    long rejected() {
        return rejected;
    }

    long skipped() {
        return skipped;
    }

    long macsExecuted() {
        return macsExecuted;
    }

    long macsDense() {
        return macsDense;
    }

    List<Long> tokens() {
        return List.copyOf(tokens);
    }

    /** Over all tokens; 0 where nothing was classified. */
    double meanDepth() {
        long count = sum(tokens);
        double sum = 0;
        for (int layer = 0; layer < tokens.size(); layer++) {
            sum += (layer + 1.0) * tokens.get(layer);
        }
        return count == 0 ? 0 : sum / count;
    }

    /** 0 to 1; 0 where nothing was classified. */
    double macsSavedShare() {
        return macsDense == 0 ? 0 : 1 - (double) macsExecuted / macsDense;
    }
}
