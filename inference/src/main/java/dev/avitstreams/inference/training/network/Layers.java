package dev.avitstreams.inference.training.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The two parametrised maps of the network, differentiable. */
final class Layers {
    private static final double EPSILON = 1e-6;
    private static final boolean CUDNN = true;

    private Layers() {}

    /**
     * y = x·Wᵀ + b.
     *
     * @param x [.., in]
     * @return [.., out]
     */
    static Tensor linear(Tensor x, Parameters parameters, String name) {
        return linear(x, parameters.get(name + ".weight"), parameters.get(name + ".bias"));
    }

    static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        return torch.linear(x, weight, new TensorOptional(bias));
    }

    /** Layer normalisation over the last dimension, ε = 1e-6. */
    static Tensor norm(Tensor x, Parameters parameters, String name) {
        long[] width = {x.size(-1)};
        TensorOptional weight = new TensorOptional(parameters.get(name + ".weight"));
        TensorOptional bias = new TensorOptional(parameters.get(name + ".bias"));
        return torch.layer_norm(x, width, weight, bias, EPSILON, CUDNN);
    }
}
