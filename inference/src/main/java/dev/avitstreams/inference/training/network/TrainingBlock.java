package dev.avitstreams.inference.training.network;

import dev.avitstreams.inference.model.Architecture;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** One pre-norm transformer block in which no token attends to a halted one. */
record TrainingBlock(Architecture architecture, Parameters parameters, String prefix, HaltedRows haltedRows) {
    /** Added to the attention score of a halted key: its share is then exactly 0 in f32, and finite if all halted. */
    private static final float HALTED_KEY = -1000;

    /**
     * @param x [B, N, D]
     * @param active [B, N]
     * @return [B, N, D]
     */
    Tensor apply(Tensor x, Tensor active) {
        Tensor attended = x.add(attention(normed(x, "norm1", active), active)); // [B, N, D]
        Tensor hidden = Layers.linear(normed(attended, "norm2", active), parameters, prefix + "mlp.fc1"); // [B, N, M]
        Tensor activated = torch.gelu(hidden); // exact, by erf
        return attended.add(Layers.linear(activated, parameters, prefix + "mlp.fc2")); // [B, N, D]
    }

    private Tensor normed(Tensor x, String name, Tensor active) {
        return haltedRows.normed(Layers.norm(x, parameters, prefix + name), active);
    }

    private Tensor attention(Tensor x, Tensor active) {
        long batch = x.size(0);
        long tokens = x.size(1);
        Tensor split = Layers.linear(x, parameters, prefix + "attn.qkv") // [B, N, 3D]
                .view(batch, tokens, 3, architecture.heads(), architecture.headWidth())
                .permute(2, 0, 3, 1, 4); // [3, B, H, N, D/H]
        Tensor mixed = torch.scaled_dot_product_attention(
                split.select(0, 0),
                split.select(0, 1),
                split.select(0, 2),
                new TensorOptional(keyBias(active)),
                0,
                false,
                new DoubleOptional(),
                false); // [B, H, N, D/H]
        Tensor joined = mixed.transpose(1, 2).reshape(batch, tokens, architecture.width()); // [B, N, D]
        return Layers.linear(joined, parameters, prefix + "attn.proj");
    }

    /** [B, 1, N, N]: 0 for active keys. */
    private static Tensor keyBias(Tensor active) {
        long batch = active.size(0);
        long tokens = active.size(1);
        Tensor halted = torch.ones_like(active).sub(active).mul(new Scalar(HALTED_KEY)); // [B, N]
        return halted.view(batch, 1, 1, tokens).expand(batch, 1, tokens, tokens);
    }
}
