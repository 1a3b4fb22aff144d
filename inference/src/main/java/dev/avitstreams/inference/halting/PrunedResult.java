package dev.avitstreams.inference.halting;

/**
 * What a pruned forward pass gives for one image.
 *
 * @param logits [C]
 * @param activeTokens [L] tokens computed in each layer, 0 in one that was left out
 * @param macs multiply-accumulates really done
 */
public record PrunedResult(float[] logits, int[] activeTokens, long macs) {}
