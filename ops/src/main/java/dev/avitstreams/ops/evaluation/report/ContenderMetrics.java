package dev.avitstreams.ops.evaluation.report;

import dev.avitstreams.inference.evaluation.Confusion;
import dev.avitstreams.ops.evaluation.report.Metrics.Range;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model at one point. Shares are 0 to 1, and null where there is nothing to take a share of.
 *
 * @param frames answered
 * @param failed frames on which it failed
 * @param top1 share right, with its 95 % interval
 * @param macroF1 mean F1 over the classes that occur
 * @param ece expected calibration error over the bins of {@code reliability}
 * @param negativeLogLikelihood mean, in nats
 * @param confidenceAuroc how probably a right answer is more confident than a wrong one
 * @param riskCoverageArea mean share wrong among the answers at least as confident, over the frames
 * @param macsExecuted of all frames; {@code macsDense} what they would have been without halting
 * @param meanDepth of all tokens, in layers
 * @param depthHistogram tokens that halted at layer 1, 2, …
 * @param tokensPerLayer mean of a frame
 * @param confusion class indices; entries that are not 0
 */
public record ContenderMetrics(
        String model,
        String point,
        String kind,
        long frames,
        long failed,
        @Nullable Double top1,
        Range top1Interval,
        @Nullable Double top5,
        Range top5Interval,
        @Nullable Double macroF1,
        @Nullable Double ece,
        @Nullable Double negativeLogLikelihood,
        @Nullable Double confidenceAuroc,
        @Nullable Double riskCoverageArea,
        @Nullable Double gmacs,
        @Nullable Double gmacsEarlyExit,
        long macsExecuted,
        long macsDense,
        @Nullable Double meanDepth,
        @Nullable Double classDepth,
        @Nullable Double agreement,
        @Nullable Double depthAgainstEntropy,
        List<Long> depthHistogram,
        List<Double> tokensPerLayer,
        List<ReliabilityBin> reliability,
        List<ClassResult> classes,
        List<Confusion.Entry> confusion,
        Slices slices) {

    /** Answers whose confidence lies above {@code low} and up to {@code high}. */
    public record ReliabilityBin(
            double low,
            double high,
            long frames,
            @Nullable Double confidence,
            @Nullable Double accuracy) {}

    /**
     * One class that is the truth or the answer of some frame.
     *
     * @param index row of the classification head
     * @param support frames that are of it
     * @param answered labelled frames that were said to be of it
     */
    public record ClassResult(
            int index,
            String id,
            String title,
            long support,
            long answered,
            @Nullable Double precision,
            @Nullable Double recall,
            @Nullable Double f1) {}

    /** By camera, hour of the day (UTC), true class, and tenth of the frames by depth, the shallowest first. */
    public record Slices(
            Map<String, SliceResult> camera,
            Map<String, SliceResult> hour,
            Map<String, SliceResult> trueClass,
            List<SliceResult> depthDecile) {}

    /** Some of the frames. */
    public record SliceResult(
            long frames,
            long labelled,
            @Nullable Double top1,
            @Nullable Double top5,
            @Nullable Double gmacs,
            @Nullable Double meanDepth) {}
}
