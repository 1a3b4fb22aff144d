package dev.avitstreams.inference.evaluation;

import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.halting.Pruning;
import org.bytedeco.pytorch.Tensor;

/** One way to classify an image. Called by many threads at once. */
@FunctionalInterface
public interface Contender {

    /** @param pixels [1, 3, S, S] f32, normalised; the caller keeps it */
    Answer answer(Tensor pixels);

    /** Tokens halt by the rule. */
    static Contender halting(AVit model, HaltingRule rule) {
        return pixels -> Answer.of(model.halting(pixels, rule).get(0), model.architecture());
    }

    /** No token halts. */
    static Contender dense(AVit model) {
        return pixels -> Answer.of(model.dense(pixels).get(0), model.architecture());
    }

    /** The dense model, with layers or tokens left out by a rule that was not learned. */
    static Contender pruned(AVit model, Pruning pruning) {
        return pixels -> Answer.of(model.pruned(pixels, pruning), model.architecture());
    }
}
