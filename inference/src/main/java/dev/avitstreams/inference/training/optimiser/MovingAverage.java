package dev.avitstreams.inference.training.optimiser;

import dev.avitstreams.inference.training.network.Parameters;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;

/**
 * Exponential moving average of the weights, which is what is evaluated and shipped. Early on it forgets faster, so that
 * it does not hang on to the start. Owns its tensors until closed.
 */
public final class MovingAverage implements AutoCloseable {
    private final Parameters average;
    private final double decay;

    /**
     * @param average the weights at the start, or what a checkpoint kept; owned from now on
     * @param decay in [0, 1): what remains of the old average in each step; 0 follows the weights exactly
     */
    public MovingAverage(Parameters average, double decay) {
        this.average = average;
        this.decay = decay;
    }

    /** @param step counted from 1 */
    public void update(Parameters parameters, long step) {
        double kept = Math.min(decay, (double) step / (step + 9));
        try (NoGradGuard guard = new NoGradGuard();
                PointerScope scope = new PointerScope()) {
            Scalar taken = new Scalar(1 - kept);
            parameters.all().forEach((name, tensor) -> average.get(name).lerp_(tensor, taken));
        }
    }

    public Parameters weights() {
        return average;
    }

    @Override
    public void close() {
        average.close();
    }
}
