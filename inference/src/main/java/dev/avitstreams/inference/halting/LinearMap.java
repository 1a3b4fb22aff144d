package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * y = activation(x·Wᵀ + b), the only way a weight matrix is multiplied here.
 *
 * @param in columns of W [out, in]
 * @param out its rows
 */
record LinearMap(MatrixProducts.Prepared product, long in, long out) {

    /**
     * @param x [R, in]
     * @return [R, out]
     */
    Tensor apply(Tensor x, Rows rows, MacMeter meter) {
        meter.product(x.size(0), rows.counts(), in, out);
        return product.apply(x);
    }

    /** A product of so many rows of zeros. */
    void multiply(int rows) {
        try (InferenceMode inference = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            product.apply(torch.zeros(rows, in));
        }
    }
}
