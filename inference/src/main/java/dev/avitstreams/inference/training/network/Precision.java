package dev.avitstreams.inference.training.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** In which numbers the products of a forward and backward pass are computed; weights and residual stream are f32. */
public enum Precision {
    F32(ScalarType.Float),
    /** bfloat16 in the blocks' products: about twice as fast where the processor has AVX512-BF16 or AMX, slow elsewhere. */
    BF16(ScalarType.BFloat16);

    private final ScalarType type;

    Precision(ScalarType type) {
        this.type = type;
    }

    /** The same numbers in this precision, gradients attached. */
    Tensor of(Tensor x) {
        return x.to(type);
    }
}
