package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * y = x·Wᵀ + b, the only way a weight matrix is multiplied here.
 *
 * @param weight W [out, in]
 * @param bias b [out]
 */
record LinearMap(MatrixProducts products, Tensor weight, TensorOptional bias, long in, long out) {

    /**
     * @param x [R, in]
     * @return [R, out]
     */
    Tensor apply(Tensor x, Rows rows, MacMeter meter) {
        meter.product(x.size(0), rows.counts(), in, out);
        return products.linear(x, weight, bias);
    }
}
