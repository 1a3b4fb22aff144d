package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
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
     * @param x [R, D]
     * @return [R, D]
     */
    Tensor apply(Tensor x, Rows rows, MacMeter meter, Mixing mixing) {
        Tensor mixed = mixing.apply(qkv.apply(x, rows, meter)); // [R, D]
        return projection.apply(mixed, rows, meter); // [R, D]
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
        if (rows.images() == 1) {
            return mixImage(qkvRows, 0, rows.count(0), meter);
        }
        TensorVector mixed = new TensorVector();
        for (int image = 0; image < rows.images(); image++) {
            if (rows.count(image) > 0) {
                Tensor own = qkvRows.narrow(0, rows.start(image), rows.count(image)); // [n, 3D]
                mixed.push_back(mixImage(own, image, rows.count(image), meter));
            }
        }
        return mixed.size() == 1 ? mixed.get(0) : torch.cat(mixed, 0); // [R, D]
    }

    /** The attention of one image among its own rows. */
    private Tensor mixImage(Tensor own, int image, long n, MacMeter meter) {
        meter.attention(image, heads, n, headWidth);
        Tensor split = own.view(1, n, 3, heads, headWidth).permute(2, 0, 3, 1, 4); // [3, 1, H, n, D/H]
        Tensor q = split.select(0, 0); // [1, H, n, D/H]
        Tensor k = split.select(0, 1); // [1, H, n, D/H]
        Tensor v = split.select(0, 2); // [1, H, n, D/H]
        Tensor mixed = products.attention(q, k, v); // [1, H, n, D/H]
        return mixed.transpose(1, 2).reshape(n, (long) heads * headWidth); // [n, D]
    }
}
