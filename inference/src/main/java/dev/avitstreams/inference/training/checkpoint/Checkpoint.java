package dev.avitstreams.inference.training.checkpoint;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.training.network.Parameters;
import dev.avitstreams.inference.training.schedule.PonderControl;

/**
 * Where training stands after a step. Random numbers need no state: they are a function of the seed and the step.
 *
 * @param step done
 * @param weights of the model, f32
 * @param average of the weights
 * @param firstMoments of the optimiser
 * @param secondMoments of the optimiser
 */
public record Checkpoint(
        long step,
        PonderControl.State ponder,
        Parameters weights,
        Parameters average,
        Parameters firstMoments,
        Parameters secondMoments)
        implements AutoCloseable {

    /** Before the first step. */
    public static Checkpoint start(Safetensors file, Architecture architecture) {
        Parameters weights = Parameters.copyOf(file, architecture);
        return new Checkpoint(0, PonderControl.State.NEW, weights, weights.copy(), weights.zeros(), weights.zeros());
    }

    @Override
    public void close() {
        weights.close();
        average.close();
        firstMoments.close();
        secondMoments.close();
    }
}
