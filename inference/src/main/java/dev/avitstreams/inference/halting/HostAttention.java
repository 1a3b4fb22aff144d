package dev.avitstreams.inference.halting;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a GPU does in one call, image by image on a CPU. Rows of no image come out as NaN, so that whoever uses one is found
 * out.
 */
final class HostAttention implements RaggedAttention {

    @Override
    public Tensor apply(Tensor q, Tensor k, Tensor v, Tensor offsets, long longest) {
        int[] bounds = Host.ints(offsets);
        Tensor mixed = torch.empty_like(q).fill_(new Scalar(Double.NaN)); // [R, H, D/H]
        for (int image = 0; image + 1 < bounds.length; image++) {
            long start = bounds[image];
            long n = bounds[image + 1] - start;
            if (n > longest) {
                throw new IllegalArgumentException(
                        "an image has " + n + " rows, at most " + longest + " were announced");
            }
            if (n > 0) {
                Tensor own = torch.scaled_dot_product_attention(
                        headsFirst(q, start, n), headsFirst(k, start, n), headsFirst(v, start, n)); // [1, H, n, D/H]
                mixed.narrow(0, start, n).copy_(own.squeeze(0).transpose(0, 1));
            }
        }
        return mixed;
    }

    /** @return [1, H, n, D/H] */
    private static Tensor headsFirst(Tensor rows, long start, long n) {
        return rows.narrow(0, start, n).transpose(0, 1).unsqueeze(0);
    }
}
