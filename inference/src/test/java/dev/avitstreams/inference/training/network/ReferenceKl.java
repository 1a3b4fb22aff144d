package dev.avitstreams.inference.training.network;

import dev.avitstreams.inference.training.loss.HaltingPrior;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The distributional prior as the authors' code computes it, which differs from their paper: the first image of the batch
 * is left out, halted tokens count along, shares are clamped, the sum is divided by the number of layers.
 *
 * @param target [L] as given there; does not sum to one
 */
record ReferenceKl(float[] target) implements HaltingPrior {

    /**
     * Halted rows as they are there: zeroed on entering a block, with the gradient passing as if they were not, and
     * zeroed for good after each norm.
     */
    static final HaltedRows ROWS = new HaltedRows() {
        @Override
        public Tensor entering(Tensor x, Tensor active) {
            Tensor halted = torch.ones_like(active).sub(active).unsqueeze(2); // [B, N, 1]
            return x.sub(x.mul(halted).detach());
        }

        @Override
        public Tensor normed(Tensor normed, Tensor active) {
            return normed.mul(active.unsqueeze(2));
        }
    };

    @Override
    public Tensor distance(HaltingTrace trace) {
        TensorVector means = new TensorVector();
        for (Tensor scores : trace.scores()) {
            means.push_back(scores.narrow(0, 1, scores.size(0) - 1).mean());
        }
        Tensor mass = torch.stack(means); // [L]
        Tensor shares = mass.div(mass.sum())
                .clamp(new ScalarOptional(new Scalar(.01)), new ScalarOptional(new Scalar(.99))); // [L]
        Tensor wanted = Tensor.create(target, target.length); // [L]
        Tensor divergence = wanted.mul(wanted.log().sub(shares.log())).sum();
        return divergence.div(new Scalar((double) trace.layers()));
    }
}
