package dev.avitstreams.inference.training.network;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * What a pass without halting leaves, in the scope it ran in.
 *
 * @param logits [B, C]
 * @param classAttention [L] of [B, N]: what the class token pays each token in each layer, mean over heads; empty unless asked
 *     for
 */
public record DenseTrace(Tensor logits, List<Tensor> classAttention) {
    public DenseTrace {
        classAttention = List.copyOf(classAttention);
    }
}
