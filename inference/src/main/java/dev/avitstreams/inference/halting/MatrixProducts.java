package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The two operations all the work of a forward pass goes through. Implementations are used by many threads. */
interface MatrixProducts {

    MatrixProducts LIBTORCH = new MatrixProducts() {
        @Override
        public Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
            return torch.linear(x, weight, bias);
        }

        @Override
        public Tensor attention(Tensor q, Tensor k, Tensor v) {
            return torch.scaled_dot_product_attention(q, k, v);
        }
    };

    /**
     * x·Wᵀ + b.
     *
     * @param x [R, in]
     * @param weight W [out, in]
     * @param bias b [out]
     * @return [R, out]
     */
    Tensor linear(Tensor x, Tensor weight, TensorOptional bias);

    /**
     * softmax(q·kᵀ / √(D/H)) · v.
     *
     * @param q [1, H, n, D/H]
     * @param k [1, H, n, D/H]
     * @param v [1, H, n, D/H]
     * @return [1, H, n, D/H]
     */
    Tensor attention(Tensor q, Tensor k, Tensor v);
}
