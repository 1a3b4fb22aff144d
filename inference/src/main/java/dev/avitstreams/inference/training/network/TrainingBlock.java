package dev.avitstreams.inference.training.network;

import dev.avitstreams.inference.model.Architecture;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** One pre-norm transformer block in which no token attends to a halted one. */
record TrainingBlock(
        Architecture architecture, Parameters parameters, String prefix, Precision precision, HaltedRows haltedRows) {
    /** Added to the attention score of a halted key: its share is then exactly 0 in f32, and finite if all halted. */
    private static final float HALTED_KEY = -1000;
    /** Keeps the division finite for an image whose tokens have all halted. */
    private static final double NO_KEY = 1e-20;

    /**
     * @param x [B, N, D]
     * @param active [B, N]
     * @param keys [B, N] the same numbers; if they carry a gradient, it is that of being seen by the others
     * @return [B, N, D]
     */
    Tensor apply(Tensor x, Tensor active, Tensor keys) {
        Tensor attended = x.add(attention(normed(x, "norm1", active), keys)); // [B, N, D]
        Tensor hidden = linear(normed(attended, "norm2", active), "mlp.fc1"); // [B, N, M]
        Tensor activated = torch.gelu(hidden); // exact, by erf
        return attended.add(linear(activated, "mlp.fc2")); // [B, N, D]
    }

    private Tensor normed(Tensor x, String name, Tensor active) {
        return haltedRows.normed(Layers.norm(x, parameters, prefix + name), active);
    }

    /** Gives bf16 where that is the precision; added to the residual stream it becomes f32 again. */
    private Tensor linear(Tensor x, String name) {
        Tensor weight = parameters.get(prefix + name + ".weight");
        Tensor bias = parameters.get(prefix + name + ".bias");
        return Layers.linear(precision.of(x), precision.of(weight), precision.of(bias));
    }

    private Tensor attention(Tensor x, Tensor keys) {
        long batch = x.size(0);
        long tokens = x.size(1);
        Tensor split = split(x); // [3, B, H, N, D/H]
        Tensor q = split.select(0, 0); // [B, H, N, D/H]
        Tensor k = split.select(0, 1); // [B, H, N, D/H]
        Tensor v = split.select(0, 2); // [B, H, N, D/H]
        Tensor mixed = keys.requires_grad() ? weighted(q, k, v, keys) : masked(q, k, v, keys); // [B, H, N, D/H]
        Tensor joined = mixed.transpose(1, 2).reshape(batch, tokens, architecture.width()); // [B, N, D]
        return linear(joined, "attn.proj");
    }

    /**
     * What the class token pays each token, mean over heads, none having halted.
     *
     * @param x [B, N, D]
     * @return [B, N] f32
     */
    Tensor classAttention(Tensor x, Tensor active) {
        Tensor split = split(normed(x, "norm1", active)); // [3, B, H, N, D/H]
        Tensor q = split.select(0, 0).narrow(2, 0, 1).to(ScalarType.Float); // [B, H, 1, D/H]
        Tensor k = split.select(0, 1).to(ScalarType.Float); // [B, H, N, D/H]
        Tensor scores = torch.matmul(q, k.transpose(2, 3)).div(new Scalar(Math.sqrt(architecture.headWidth())));
        return scores.softmax(-1).mean(new long[] {1, 2}, false, new ScalarTypeOptional()); // [B, N]
    }

    /** [3, B, H, N, D/H]: q, k and v. */
    private Tensor split(Tensor x) {
        return linear(x, "attn.qkv") // [B, N, 3D]
                .view(x.size(0), x.size(1), 3, architecture.heads(), architecture.headWidth())
                .permute(2, 0, 3, 1, 4);
    }

    /** In f32, since libtorch's own attention is slow in bf16. */
    private static Tensor masked(Tensor q, Tensor k, Tensor v, Tensor keys) {
        return torch.scaled_dot_product_attention(
                q.to(ScalarType.Float),
                k.to(ScalarType.Float),
                v.to(ScalarType.Float),
                new TensorOptional(keyBias(keys)),
                0,
                false,
                new DoubleOptional(),
                false);
    }

    /**
     * Softmax in which each key counts a_k times: Σ_k a_k·exp(s_qk)·v_k / Σ_k a_k·exp(s_qk), the sum below being one more
     * column of the values.
     */
    private Tensor weighted(Tensor q, Tensor k, Tensor v, Tensor keys) {
        long width = architecture.headWidth();
        Tensor scores = torch.matmul(q.mul(new Scalar(1 / Math.sqrt(width))), k.transpose(2, 3))
                .to(ScalarType.Float); // [B, H, N, N]
        Tensor largest = torch.amax(scores.detach(), new long[] {-1}, true); // [B, H, N, 1]
        Tensor counted = scores.sub(largest).exp().mul(keys.unsqueeze(1).unsqueeze(1)); // [B, H, N, N]
        Tensor one = torch.ones_like(v.narrow(3, 0, 1)); // [B, H, N, 1]
        Tensor sums = torch.matmul(precision.of(counted), torch.cat(new TensorVector(v, one), 3))
                .to(ScalarType.Float); // [B, H, N, D/H + 1]
        Tensor below = sums.narrow(3, width, 1).add(new Scalar(NO_KEY)); // [B, H, N, 1]
        return sums.narrow(3, 0, width).div(below); // [B, H, N, D/H]
    }

    /** [B, 1, N, N]: 0 for active keys. */
    private static Tensor keyBias(Tensor keys) {
        long batch = keys.size(0);
        long tokens = keys.size(1);
        Tensor halted = torch.ones_like(keys).sub(keys).mul(new Scalar(HALTED_KEY)); // [B, N]
        return halted.view(batch, 1, 1, tokens).expand(batch, 1, tokens, tokens);
    }
}
