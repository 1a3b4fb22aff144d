package dev.avitstreams.inference.training.network;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a training forward pass leaves for the losses, gradients attached. All tensors belong to the scope the pass ran
 * in.
 *
 * @param logits [B, C]
 * @param scores [L] of [B, N]: h as the gate gave it, also in the last layer, also of halted tokens
 * @param arguments [L] of [B, N]: γ·x₀ − β, whose sigmoid is h
 * @param active [L] of [B, N]: 1 for tokens that the layer computed, 0 for those halted before; no gradient
 * @param ponder ρ [B, N]: depth plus remainder
 */
public record HaltingTrace(
        Tensor logits, List<Tensor> scores, List<Tensor> arguments, List<Tensor> active, Tensor ponder) {
    public HaltingTrace {
        scores = List.copyOf(scores);
        arguments = List.copyOf(arguments);
        active = List.copyOf(active);
    }

    public int layers() {
        return scores.size();
    }
}
