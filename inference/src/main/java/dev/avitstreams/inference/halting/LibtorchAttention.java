package dev.avitstreams.inference.halting;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** libtorch's fused attention. */
final class LibtorchAttention {
    private LibtorchAttention() {}

    /** As {@link MatrixProducts#attention}. */
    static void apply(Tensor qkv, Tensor mixed, int heads) {
        try (PointerScope scope = new PointerScope()) {
            long n = qkv.size(0);
            long headWidth = mixed.size(1) / heads;
            Tensor split = qkv.view(1, n, 3, heads, headWidth).permute(2, 0, 3, 1, 4); // [3, 1, H, n, D/H]
            Tensor q = split.select(0, 0); // [1, H, n, D/H]
            Tensor k = split.select(0, 1); // [1, H, n, D/H]
            Tensor v = split.select(0, 2); // [1, H, n, D/H]
            Tensor perHead = torch.scaled_dot_product_attention(q, k, v); // [1, H, n, D/H]
            mixed.view(1, n, heads, headWidth).copy_(perHead.transpose(1, 2));
        }
    }
}
