package dev.avitstreams.inference.training.loss;

import dev.avitstreams.inference.training.network.HaltingTrace;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * KL(target ‖ halting distribution). The target is a Gaussian over layers, normalised to one. The halting distribution is
 * the mean over the patch tokens of all images of the score in each layer, a halted token counting as 0, normalised to
 * one.
 *
 * @param targetDepth centre, in layers counted from 1; need not be whole
 * @param spread standard deviation in layers, above 0
 */
public record GaussianPrior(double targetDepth, double spread) implements HaltingPrior {
    /** Keeps the logarithm finite for a layer in which no token is left. */
    private static final double FLOOR = 1e-4;

    public GaussianPrior {
        if (!(targetDepth >= 1) || !(spread > 0)) {
            throw new IllegalArgumentException("targetDepth is " + targetDepth + " and spread " + spread
                    + ", must be at least 1 and above 0 layers");
        }
    }

    /** [L], sums to one. */
    double[] target(int layers) {
        double[] target = new double[layers];
        double sum = 0;
        for (int layer = 1; layer <= layers; layer++) {
            double off = (layer - targetDepth) / spread;
            target[layer - 1] = Math.exp(-off * off / 2);
            sum += target[layer - 1];
        }
        for (int layer = 0; layer < layers; layer++) {
            target[layer] /= sum;
        }
        return target;
    }

    @Override
    public Tensor distance(HaltingTrace trace) {
        TensorVector means = new TensorVector();
        for (int layer = 0; layer < trace.layers(); layer++) {
            Tensor scores = trace.scores().get(layer).mul(trace.active().get(layer)); // [B, N]
            means.push_back(scores.narrow(1, 1, scores.size(1) - 1).mean()); // patches alone: []
        }
        Tensor mass = torch.stack(means); // [L]
        Tensor distribution = mass.div(mass.sum()).clamp(new ScalarOptional(new Scalar(FLOOR))); // [L]
        Tensor loss = torch.zeros();
        double[] target = target(trace.layers());
        double negativeEntropy = 0;
        Tensor logs = distribution.log(); // [L]
        for (int layer = 0; layer < target.length; layer++) {
            if (target[layer] > 0) {
                negativeEntropy += target[layer] * Math.log(target[layer]);
                loss = loss.sub(logs.select(0, layer).mul(new Scalar(target[layer])));
            }
        }
        return loss.add(new Scalar(negativeEntropy));
    }
}
