package dev.avitstreams.inference.frame;

import dev.avitstreams.inference.model.ModelIdentity;
import java.util.List;

/**
 * What the model said about one frame and what it cost. N tokens (class token first), L layers.
 *
 * @param top most probable classes, best first
 * @param logits [classes], the raw scores
 * @param classTokenDepth layer at which the class token halted
 * @param meanDepth over all N tokens
 * @param patchDepths layer at which each patch token halted
 * @param activeTokens [L] tokens computed in each layer
 * @param macsExecuted multiply-accumulates really done
 * @param macsDense multiply-accumulates of the same model without halting, at its own image side
 * @param operatingPoint name of the operating point it was computed at
 */
public record Classification(
        List<Prediction> top,
        float[] logits,
        int classTokenDepth,
        float meanDepth,
        DepthMap patchDepths,
        int[] activeTokens,
        long macsExecuted,
        long macsDense,
        String operatingPoint,
        ModelIdentity model) {

    public Classification {
        top = List.copyOf(top);
    }
}
