package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;

/** Layer normalisation over the last dimension. Used by many threads; none may when it is closed. */
interface LayerNorm extends AutoCloseable {
    double EPSILON = 1e-6;

    /**
     * @param x [R, D] f32
     * @return [R, D] in f32, or as the product it was made with takes it
     */
    Tensor apply(Tensor x);

    @Override
    void close();
}
