package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Layer normalisation over the last dimension, ε = 1e-6.
 *
 * @param weight [D]
 * @param bias [D]
 */
record LayerNorm(TensorOptional weight, TensorOptional bias, long[] width) {
    private static final double EPSILON = 1e-6;
    private static final boolean CUDNN = true;

    /**
     * @param x [R, D]
     * @return [R, D]
     */
    Tensor apply(Tensor x) {
        return torch.layer_norm(x, width, weight, bias, EPSILON, CUDNN);
    }
}
