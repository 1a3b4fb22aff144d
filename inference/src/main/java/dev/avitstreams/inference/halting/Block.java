package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One pre-norm transformer block.
 *
 * @param fc1 D → M, GELU
 * @param fc2 M → D
 */
record Block(LayerNorm norm1, Attention attention, LayerNorm norm2, LinearMap fc1, LinearMap fc2) {

    /**
     * x += attention(norm1(x)); x += mlp(norm2(x)). In place, so that nothing has to leave the block's scope.
     *
     * @param x [R, D]
     */
    void applyInPlace(Tensor x, Rows rows, MacMeter meter) {
        applyInPlace(x, rows, meter, attention.imageByImage(rows, meter));
    }

    /** As above, attention computed as {@code mixing} says. */
    void applyInPlace(Tensor x, Rows rows, MacMeter meter, Attention.Mixing mixing) {
        try (PointerScope scope = new PointerScope()) {
            attention.addTo(x, norm1.apply(x), rows, meter, mixing);
            Tensor hidden = fc1.apply(norm2.apply(x), rows, meter); // [R, M]
            fc2.addTo(x, hidden, rows, meter);
        }
    }

    /**
     * The block on so many rows of zeros, for the kernels that leaves behind.
     *
     * @param attend whether the rows can be one image's
     */
    void compile(int rows, boolean attend) {
        Rows one = Rows.even(1, rows);
        MacMeter meter = new MacMeter(1);
        try (InferenceMode inference = new InferenceMode(true);
                PointerScope scope = new PointerScope()) {
            Tensor x = torch.zeros(rows, fc1.in()); // [R, D]
            applyInPlace(x, one, meter, attend ? attention.imageByImage(one, meter) : qkv -> torch.zeros_like(x));
        }
    }
}
