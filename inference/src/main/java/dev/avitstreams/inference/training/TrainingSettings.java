package dev.avitstreams.inference.training;

import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.network.Precision;
import dev.avitstreams.inference.training.schedule.LearningRate;
import dev.avitstreams.inference.training.schedule.PointRange;
import dev.avitstreams.inference.training.schedule.SmallerSides;
import dev.avitstreams.inference.training.schedule.Tightening;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides what the weights become, given the start and the images. Two trainings of equal settings give
 * equal weights, bit for bit, on the same machine and number of threads.
 *
 * @param seed of every random choice
 * @param steps of the whole training; the learning rate ends there
 * @param batchSize B, images a step
 * @param threads that compute one operation
 * @param precision of the blocks' products
 * @param gate γ and β, fixed throughout
 * @param threshold τ in (0, 1]
 * @param points further operating points that the weights are to be good at; empty for the one
 * @param smallerSides of images that the weights are to be good on besides the model's own; empty for none
 * @param weightDecay of AdamW
 * @param gradientNorm largest norm of all gradients together; 0 does not clip
 * @param averageDecay of the moving average that is evaluated and written, in [0, 1)
 * @param frozen parameters whose name starts with one of these stay as they are
 * @param dropWidth how far from τ, in scores, the task loss still tells a token's score what its drop costs; 0 as in the
 *     paper, where it does not
 * @param scoreBoost how many times as fast what writes neuron 0 learns as the rest, 1 to 1000
 * @param scoreOnlySteps steps at the start in which only what writes neuron 0, the halting score, moves
 */
public record TrainingSettings(
        long seed,
        long steps,
        int batchSize,
        int threads,
        Precision precision,
        Gate gate,
        float threshold,
        LearningRate learningRate,
        double weightDecay,
        double gradientNorm,
        double averageDecay,
        LossWeights losses,
        Tightening tightening,
        Optional<PointRange> points,
        Optional<SmallerSides> smallerSides,
        Augmentation augmentation,
        List<String> frozen,
        double dropWidth,
        double scoreBoost,
        long scoreOnlySteps) {

    public TrainingSettings {
        frozen = List.copyOf(frozen);
        require("steps", steps, 1, Long.MAX_VALUE);
        require("batchSize", batchSize, 1, 4096);
        require("threads", threads, 1, 1024);
        require("scoreOnlySteps", scoreOnlySteps, 0, Long.MAX_VALUE);
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold is " + threshold + ", must be above 0 and at most 1");
        }
        if (losses.following() > 0 && tightening.targetGmacs().isEmpty()) {
            throw new IllegalArgumentException("following is " + losses.following()
                    + " without targetGmacs, which says how many tokens are to halt; set both");
        }
        if (points.isPresent() && losses.following() == 0) {
            throw new IllegalArgumentException("points is a range of shifts up to "
                    + points.get().mostShift() + " while following is 0; it is what teaches them, set it too");
        }
        if (smallerSides.isPresent() && losses.following() == 0) {
            throw new IllegalArgumentException(
                    "smallerSides is " + smallerSides.get().sides()
                            + " while following is 0; it is what teaches halting on them, set it too");
        }
        if (points.isPresent() && smallerSides.isPresent()) {
            throw new IllegalArgumentException("points and smallerSides are both set, and each takes every other step;"
                    + " train one after the other");
        }
        points.ifPresent(range -> requireCheaper(range, tightening));
        if (!(dropWidth >= 0 && dropWidth <= 10)) {
            throw new IllegalArgumentException("dropWidth is " + dropWidth + ", must be 0 to 10");
        }
        if (!(scoreBoost >= 1 && scoreBoost <= 1000)) {
            throw new IllegalArgumentException("scoreBoost is " + scoreBoost + ", must be 1 to 1000");
        }
        if (!(weightDecay >= 0) || !(gradientNorm >= 0) || !(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException("weightDecay is " + weightDecay + ", gradientNorm " + gradientNorm
                    + " and averageDecay " + averageDecay + "; none may be negative, the last must be below 1");
        }
    }

    private static void require(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(field + " is " + value + ", must be " + least + " to " + most);
        }
    }

    private static void requireCheaper(PointRange range, Tightening tightening) {
        tightening
                .targetGmacs()
                .filter(target -> range.cheapestGmacs() > target)
                .ifPresent(target -> {
                    throw new IllegalArgumentException("cheapestGmacs is " + range.cheapestGmacs()
                            + ", more than targetGmacs, which is " + target
                            + "; a point that halts earlier is cheaper, so lower it");
                });
    }

    boolean isFrozen(String parameter) {
        return frozen.stream().anyMatch(parameter::startsWith);
    }
}
