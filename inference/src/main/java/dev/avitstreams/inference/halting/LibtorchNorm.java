package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's layer normalisation.
 *
 * @param weight [D]
 * @param bias [D]
 */
record LibtorchNorm(TensorOptional weight, TensorOptional bias, long[] width) implements LayerNorm {
    private static final boolean CUDNN = true;

    LibtorchNorm(Tensor weight, Tensor bias) {
        this(new TensorOptional(weight).retainReference(), new TensorOptional(bias).retainReference(), new long[] {
            weight.size(0)
        });
    }

    @Override
    public Tensor apply(Tensor x) {
        return torch.layer_norm(x, width, weight, bias, EPSILON, CUDNN);
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
