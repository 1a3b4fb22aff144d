package dev.avitstreams.ops.evaluation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model, at the point it runs at.
 *
 * @param top1 share right over all classes; null without labels
 * @param top5 likewise
 * @param gmacs mean multiply-accumulates a frame in 10⁹, every token followed to its end
 * @param gmacsEarlyExit the same with rows dropped once the class token halted
 * @param meanDepth of all tokens, in layers
 * @param millisPerFrame median time to compute a frame on one worker, decoding left out
 * @param agreement share of frames with the same class as the dense model; null without a dense pass
 * @param depthAgainstEntropy correlation of a frame's mean depth with the entropy of the dense model's answer; null where
 *     all depths are equal
 * @param curve all points measured
 */
public record ModelResult(
        String name,
        @Nullable Double top1,
        @Nullable Double top5,
        @Nullable Double gmacs,
        @Nullable Double gmacsEarlyExit,
        @Nullable Double meanDepth,
        @Nullable Double millisPerFrame,
        @Nullable Double agreement,
        @Nullable Double depthAgainstEntropy,
        List<Point> curve) {
    public ModelResult {
        curve = List.copyOf(curve);
    }

    /** One point of a curve, its fields as above. */
    public record Point(
            String point,
            @Nullable Double top1,
            @Nullable Double top5,
            @Nullable Double gmacs,
            @Nullable Double gmacsEarlyExit,
            @Nullable Double meanDepth,
            @Nullable Double millisPerFrame,
            @Nullable Double agreement,
            @Nullable Double depthAgainstEntropy) {

        ModelResult as(String model, List<Point> curve) {
            return new ModelResult(
                    model,
                    top1,
                    top5,
                    gmacs,
                    gmacsEarlyExit,
                    meanDepth,
                    millisPerFrame,
                    agreement,
                    depthAgainstEntropy,
                    curve);
        }
    }
}
