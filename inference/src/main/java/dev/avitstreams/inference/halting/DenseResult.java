package dev.avitstreams.inference.halting;

/**
 * What a forward pass without halting gives for one image.
 *
 * @param logits [C]
 * @param macs multiply-accumulates really done
 */
public record DenseResult(float[] logits, long macs) {}
