package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

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
            x.add_(attention.apply(norm1.apply(x), rows, meter, mixing)); // [R, D]
            Tensor hidden = fc1.apply(norm2.apply(x), rows, meter); // [R, M]
            x.add_(fc2.apply(hidden, rows, meter)); // [R, D]
        }
    }

    /** All of a block's products of so many rows, for what that leaves behind. */
    void multiply(int rows) {
        attention.qkv().multiply(rows);
        attention.projection().multiply(rows);
        fc1.multiply(rows);
        fc2.multiply(rows);
    }
}
