package dev.avitstreams.ops.evaluation.report;

import dev.avitstreams.ops.evaluation.skew.SkewTally;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out: the same to the byte for the same frames, models and options, however the frames were sent.
 *
 * @param contenders one each, the model that is judged first
 * @param comparisons of the first with each other
 * @param skew replay beside production; null where it was not asked for
 */
public record Metrics(
        FrameCounts frames,
        List<ContenderMetrics> contenders,
        TradeOff tradeOff,
        List<Comparison> comparisons,
        SkewTally.@Nullable Counts skew) {

    /**
     * Frames by what became of them.
     *
     * @param read all of them
     * @param labelled of which the right class is known
     * @param unmatched of which the source of truth says nothing
     * @param foreign whose class the model does not have; {@code foreignClasses} names some
     * @param rejected that could not be read or decoded, and failures of a contender, by category
     * @param imagesSha256 sum of the images' digests modulo 2²⁵⁶: equal for equal sets of images
     */
    public record FrameCounts(
            long read,
            long labelled,
            long unmatched,
            long foreign,
            Map<String, Long> foreignClasses,
            Map<String, Long> rejected,
            List<String> rejections,
            String imagesSha256) {}

    /**
     * Accuracy against compute, over the model's own points and the dense pass.
     *
     * @param knee point after which more compute buys little; null with fewer than three points
     * @param suggested the cheapest point within the tolerance of the most accurate; null without labels
     * @param tolerance share of frames
     * @param area mean accuracy over the compute that the points span; null where they span none
     */
    public record TradeOff(
            List<CurvePoint> points,
            @Nullable String knee,
            @Nullable String suggested,
            double tolerance,
            @Nullable Double area) {}

    /** @param isDense whether no token halts there */
    public record CurvePoint(String point, boolean isDense, double gmacs, double top1, Range top1Interval) {}

    /** Bounds in which the true value lies in 95 of 100 repetitions; null where it is not known. */
    public record Range(@Nullable Double low, @Nullable Double high) {}
}
