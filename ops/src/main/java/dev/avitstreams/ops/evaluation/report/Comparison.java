package dev.avitstreams.ops.evaluation.report;

import dev.avitstreams.ops.evaluation.report.Metrics.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two contenders on the same frames. Differences are the other's less the base's.
 *
 * @param frames both answered
 * @param disagreements frames of which they said different classes
 * @param mcNemar probability of so uneven a share of the frames only one got right, were both equally good; null without
 *     labels
 * @param top1Difference with its 95 % interval, paired by frame
 * @param meanDepthDifference in layers, where both have as many tokens
 * @param depthDifference frames by how much deeper the other went, in layers
 */
public record Comparison(
        Contestant base,
        Contestant other,
        long frames,
        long disagreements,
        long bothRight,
        long onlyBaseRight,
        long onlyOtherRight,
        long bothWrong,
        @Nullable Double mcNemar,
        @Nullable Double top1Difference,
        Range top1DifferenceInterval,
        @Nullable Double gmacsDifference,
        @Nullable Double meanDepthDifference,
        List<DepthStep> depthDifference,
        List<ClassDifference> classes) {

    /** Which of the contenders. */
    public record Contestant(String model, String point) {}

    /** Frames whose mean depth differs by {@code layers}, give or take a quarter. */
    public record DepthStep(double layers, long frames) {}

    /** One class: the share of its frames that each got right. */
    public record ClassDifference(
            int index,
            String id,
            String title,
            long support,
            @Nullable Double base,
            @Nullable Double other,
            @Nullable Double difference) {}
}
