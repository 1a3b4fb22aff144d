package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.frame.DepthMap.Completeness;

/**
 * What a forward pass gives for one image.
 *
 * @param logits [C]
 * @param depths [N] layer at which each token halted, counted from 1, the class token first
 * @param activeTokens [L] tokens computed in each layer
 * @param macs multiply-accumulates really done for this image
 * @param completeness whether the depths of patch tokens are exact
 */
public record HaltingResult(float[] logits, byte[] depths, int[] activeTokens, long macs, Completeness completeness) {

    /** Over all N tokens. */
    public float meanDepth() {
        int sum = 0;
        for (byte depth : depths) {
            sum += depth;
        }
        return (float) sum / depths.length;
    }
}
