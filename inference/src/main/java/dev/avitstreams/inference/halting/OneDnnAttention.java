package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.onednn.Kernel;
import dev.avitstreams.inference.onednn.Layout;
import dev.avitstreams.inference.onednn.PostOp;
import dev.avitstreams.inference.onednn.ValueType;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention of one image in three kernels of oneDNN, all heads at once, that read q, k and v where the product has left them. Any
 * thread may compute; owns the kernels until closed.
 */
final class OneDnnAttention implements AutoCloseable {
    private final OneDnnTensors tensors;
    private final OneDnnKernels<Use> scores = new OneDnnKernels<>(Use::scores);
    private final OneDnnKernels<Use> softmax = new OneDnnKernels<>(Use::softmax);
    private final OneDnnKernels<Use> mixing = new OneDnnKernels<>(Use::mixing);

    /** @param tensors of q, k, v, and of what comes out; scores are f32 */
    OneDnnAttention(OneDnnTensors tensors) {
        this.tensors = tensors;
    }

    /** What kernels are for: n rows, H heads of width D/H. */
    private record Use(ValueType type, long rows, long heads, long headWidth) {

        /** q·kᵀ / √(D/H). */
        Kernel scores() {
            float scale = (float) (1 / Math.sqrt(headWidth));
            return Kernel.product(
                    part(),
                    strided(headWidth, rows, 1, 3 * heads * headWidth),
                    square(ValueType.F32),
                    PostOp.scale(scale));
        }

        Kernel softmax() {
            return Kernel.softmax(square(ValueType.F32), square(type));
        }

        Kernel mixing() {
            return Kernel.product(square(type), part(), strided(rows, headWidth, heads * headWidth, 1), PostOp.NONE);
        }

        /** q, k or v [H, n, D/H] within [n, 3D]. */
        private Layout part() {
            return strided(rows, headWidth, 3 * heads * headWidth, 1);
        }

        private Layout strided(long m, long n, long mStride, long nStride) {
            return Layout.strided(type, new long[] {heads, m, n}, new long[] {headWidth, mStride, nStride});
        }

        /** [H, n, n]. */
        private Layout square(ValueType type) {
            return Layout.strided(type, new long[] {heads, rows, rows}, new long[] {rows * rows, rows, 1});
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
        Use use = new Use(tensors.type(), rows, heads, width / heads);
        try (Tensor scored = torch.empty(heads * rows, rows); // [H·n, n]
                Tensor attention = tensors.isF32() ? scored : tensors.empty(heads * rows, rows); // [H·n, n]
                Tensor k = qkv.narrow(1, width, width); // [n, D]
                Tensor v = qkv.narrow(1, 2 * width, width)) { // [n, D]
            scores.of(use).run(qkv.data_ptr(), k.data_ptr(), scored.data_ptr());
            softmax.of(use).run(scored.data_ptr(), attention.data_ptr());
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
