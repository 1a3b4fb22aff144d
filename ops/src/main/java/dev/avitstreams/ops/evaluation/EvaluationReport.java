package dev.avitstreams.ops.evaluation;

import dev.avitstreams.inference.evaluation.Answer;
import dev.avitstreams.inference.evaluation.Answers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of an evaluation, as {@code --json} writes it.
 *
 * @param frames images looked at
 * @param models the model first, then what it was compared with
 */
public record EvaluationReport(int frames, List<Model> models) {
    public EvaluationReport {
        models = List.copyOf(models);
    }

    /**
     * One model, at the point it runs at.
     *
     * @param top1 share right over all classes; null without labels
     * @param top5 likewise
     * @param gmacs mean multiply-accumulates a frame in 10⁹, every token followed to its end
     * @param gmacsEarlyExit the same with rows dropped once the class token halted
     * @param meanDepth of all tokens, in layers
     * @param millisPerFrame median time to compute a frame on one worker, decoding left out
     * @param agreement share of frames with the same class as the dense model
     * @param depthAgainstEntropy correlation of a frame's mean depth with the entropy of the dense model's answer; null
     *     where all depths are equal
     * @param curve all points measured
     */
    public record Model(
            String name,
            @Nullable Double top1,
            @Nullable Double top5,
            double gmacs,
            double gmacsEarlyExit,
            double meanDepth,
            double millisPerFrame,
            double agreement,
            @Nullable Double depthAgainstEntropy,
            List<Point> curve) {
        public Model {
            curve = List.copyOf(curve);
        }
    }

    /** One point of a curve, its fields as above. */
    public record Point(
            String point,
            @Nullable Double top1,
            @Nullable Double top5,
            double gmacs,
            double gmacsEarlyExit,
            double meanDepth,
            double millisPerFrame,
            double agreement,
            @Nullable Double depthAgainstEntropy) {

        static Point of(String name, Answers answers, Answers dense) {
            return new Point(
                    name,
                    orNull(answers.top(1)),
                    orNull(answers.top(5)),
                    answers.mean(Answer::gmacs),
                    answers.mean(Answer::gmacsEarlyExit),
                    answers.mean(Answer::meanDepth),
                    answers.medianMillis(),
                    answers.agreement(dense),
                    orNull(answers.depthAgainstEntropy(dense)));
        }

        Model as(String model, List<Point> curve) {
            return new Model(
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

        private static @Nullable Double orNull(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }
}
