package dev.avitstreams.inference.halting;

/** What the products of weights are computed in. */
public enum OperatorPrecision {
    F32,
    /**
     * 8-bit integers, weights and activations; on a CPU only. Faster; logits and depths drift a little from those the
     * model was trained for.
     */
    INT8
}
