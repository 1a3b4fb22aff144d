package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;

/**
 * y = activation(x·Wᵀ + b), the only way a weight matrix is multiplied here.
 *
 * @param in columns of W [out, in]
 * @param out its rows
 */
record LinearMap(MatrixProducts.Prepared product, long in, long out) {

    /**
     * @param x [R, in]
     * @return [R, out] in the type of products, or as the product it was made with takes it
     */
    Tensor apply(Tensor x, Rows rows, MacMeter meter) {
        meter.product(x.size(0), rows.counts(), in, out);
        return product.apply(x);
    }

    /**
     * As {@link #apply}, for what is not multiplied again.
     *
     * @return [R, out] f32
     */
    Tensor applyToF32(Tensor x, Rows rows, MacMeter meter) {
        meter.product(x.size(0), rows.counts(), in, out);
        return product.applyToF32(x);
    }

    /**
     * sum += y.
     *
     * @param sum [R, out] f32
     * @param x [R, in]
     */
    void addTo(Tensor sum, Tensor x, Rows rows, MacMeter meter) {
        meter.product(x.size(0), rows.counts(), in, out);
        product.addTo(sum, x);
    }
}
