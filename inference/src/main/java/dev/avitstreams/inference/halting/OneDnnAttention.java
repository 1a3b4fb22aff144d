package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.Kernel;
import dev.avitstreams.inference.onednn.Layout;
import dev.avitstreams.inference.onednn.PostOp;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention of one image in three kernels of oneDNN, all heads at once, that read q, k and v where the product has left them. Any
 * thread may compute; owns the kernels until closed.
 */
final class OneDnnAttention implements AutoCloseable {
    private final OneDnnKernels<Use> scores = new OneDnnKernels<>(Use::scores);
    private final OneDnnKernels<Use> softmax = new OneDnnKernels<>(Use::softmax);
    private final OneDnnKernels<Use> mixing = new OneDnnKernels<>(Use::mixing);

    /** What kernels are for: n rows, H heads of width D/H. */
    private record Use(long rows, long heads, long headWidth) {

        /** q·kᵀ / √(D/H). */
        Kernel scores() {
            float scale = (float) (1 / Math.sqrt(headWidth));
            return Kernel.product(
                    part(), strided(headWidth, rows, 1, 3 * heads * headWidth), scoresLayout(), PostOp.scale(scale));
        }

        Kernel softmax() {
            return Kernel.softmax(scoresLayout(), scoresLayout());
        }

        Kernel mixing() {
            return Kernel.product(scoresLayout(), part(), strided(rows, headWidth, heads * headWidth, 1), PostOp.NONE);
        }

        /** q, k or v [H, n, D/H] within [n, 3D]. */
        private Layout part() {
            return strided(rows, headWidth, 3 * heads * headWidth, 1);
        }

        private Layout strided(long m, long n, long mStride, long nStride) {
            return Layout.strided(new long[] {heads, m, n}, new long[] {headWidth, mStride, nStride});
        }

        private Layout scoresLayout() {
            return Layout.strided(new long[] {heads, rows, rows}, new long[] {rows * rows, rows, 1});
        }
    }

    /**
     * softmax(q·kᵀ / √(D/H)) · v.
     *
     * @param qkv [n, 3D]
     * @param mixed [n, D], the result
     */
    void apply(Tensor qkv, Tensor mixed, int heads) {
        long rows = qkv.size(0);
        long width = mixed.size(1);
        Use use = new Use(rows, heads, width / heads);
        try (Tensor attention = torch.empty(heads * rows, rows); // [H·n, n]
                Tensor k = qkv.narrow(1, width, width); // [n, D]
                Tensor v = qkv.narrow(1, 2 * width, width)) { // [n, D]
            scores.of(use).run(qkv.data_ptr(), k.data_ptr(), attention.data_ptr());
            softmax.of(use).run(attention.data_ptr(), attention.data_ptr());
            mixing.of(use).run(attention.data_ptr(), v.data_ptr(), mixed.data_ptr());
        }
    }

    @Override
    public void close() {
        scores.close();
        softmax.close();
        mixing.close();
    }
}
