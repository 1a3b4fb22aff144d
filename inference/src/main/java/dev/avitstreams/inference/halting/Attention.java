package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Multi-head self-attention over packed rows, each image among its own. A halted token has no row, so it is no query, no
 * key and no value.
 */
record Attention(MatrixProducts products, LinearMap qkv, LinearMap projection, int heads, int headWidth) {

    /** What lies between the two products: softmax(q·kᵀ / √(D/H)) · v of each image. */
    interface Mixing {
        /**
         * @param qkvRows [R, 3D], a row being [q | k | v], each head-major
         * @return [R, D]
         */
        Tensor apply(Tensor qkvRows);
    }

    /**
     * sum += attention(x).
     *
     * @param sum [R, D]
     * @param x [R, D]
     */
    void addTo(Tensor sum, Tensor x, Rows rows, MacMeter meter, Mixing mixing) {
        Tensor mixed = mixing.apply(qkv.apply(x, rows, meter)); // [R, D]
        projection.addTo(sum, mixed, rows, meter);
    }

    /** One image after the other, their rows as the host knows them. */
    Mixing imageByImage(Rows rows, MacMeter meter) {
        return qkvRows -> mix(qkvRows, rows, meter);
    }

    /**
     * How much attention the first row of one image pays to each of its rows, mean over heads.
     *
     * @param x [n, D]
     * @return [n]
     */
    Tensor ofFirst(Tensor x, Rows rows, MacMeter meter) {
        long n = x.size(0);
        Tensor split = qkv.apply(x, rows, meter).view(n, 3, heads, headWidth).permute(1, 2, 0, 3); // [3, H, n, D/H]
        Tensor q = split.select(0, 0).narrow(1, 0, 1); // [H, 1, D/H]
        Tensor k = split.select(0, 1); // [H, n, D/H]
        Tensor scores = torch.matmul(q, k.transpose(1, 2)).div(new Scalar(Math.sqrt(headWidth))); // [H, 1, n]
        return scores.softmax(-1)
                .mean(new long[] {0, 1}, false, new ScalarTypeOptional())
                .contiguous();
    }

    private Tensor mix(Tensor qkvRows, Rows rows, MacMeter meter) {
        Tensor mixed = torch.empty_like(qkvRows.narrow(1, 0, (long) heads * headWidth)); // [R, D]
        for (int image = 0; image < rows.images(); image++) {
            int n = rows.count(image);
            if (n > 0) {
                meter.attention(image, heads, n, headWidth);
                try (Tensor own = qkvRows.narrow(0, rows.start(image), n); // [n, 3D]
                        Tensor ownMixed = mixed.narrow(0, rows.start(image), n)) { // [n, D]
                    products.attention(own, ownMixed, heads);
                }
            }
        }
        return mixed;
    }
}
