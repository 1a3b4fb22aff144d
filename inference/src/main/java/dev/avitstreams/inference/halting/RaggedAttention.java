package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Tensor;

/**
 * Attention of packed rows, each image among its own, for all images in one call. The images' bounds are read on the device,
 * so that the host need not know them. Used by many threads.
 */
interface RaggedAttention {

    /**
     * softmax(q·kᵀ / √(D/H)) · v.
     *
     * @param q [R, H, D/H]
     * @param k [R, H, D/H]
     * @param v [R, H, D/H]
     * @param offsets [B+1] i32, on the device, ascending from 0: image b has the rows from its offset up to the next one's.
     *     Rows from the last offset on belong to no image
     * @param longest no image has more rows
     * @return [R, H, D/H]; what stands in rows of no image is undefined
     */
    Tensor apply(Tensor q, Tensor k, Tensor v, Tensor offsets, long longest);
}
