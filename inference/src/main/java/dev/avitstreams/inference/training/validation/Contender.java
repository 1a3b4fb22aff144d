package dev.avitstreams.inference.training.validation;

import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.DenseResult;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.model.Architecture;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** One way to classify an image. Called by many threads at once. */
@FunctionalInterface
public interface Contender {

    /**
     * @param pixels [1, 3, S, S] f32, normalised; the caller keeps it
     * @param truth index of the class, or {@link dev.avitstreams.inference.imageset.ImageSet#UNLABELLED}
     */
    Judgement judge(Tensor pixels, int truth);

    /** Tokens halt by the rule. */
    static Contender halting(AVit model, HaltingRule rule) {
        return (pixels, truth) -> {
            HaltingResult result = model.halting(pixels, rule).get(0);
            return Judgement.of(
                    result.logits(),
                    truth,
                    result.activeTokens(),
                    result.depths()[0],
                    result.macs(),
                    model.architecture());
        };
    }

    /** No token halts. */
    static Contender dense(AVit model) {
        Architecture architecture = model.architecture();
        int[] active = new int[architecture.blocks()];
        Arrays.fill(active, architecture.tokens());
        return (pixels, truth) -> {
            DenseResult result = model.dense(pixels).get(0);
            return Judgement.of(result.logits(), truth, active, architecture.blocks(), result.macs(), architecture);
        };
    }
}
