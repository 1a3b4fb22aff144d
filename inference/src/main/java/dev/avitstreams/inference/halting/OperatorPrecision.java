package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.model.ModelException;

/** What the products of weights are computed in. */
public enum OperatorPrecision {
    F32,
    /**
     * Half precision, weights and activations, summed in single; on a GPU only. What is added up over the layers (the
     * residual stream, the halting scores, the class token's sum) and all norms stay in f32.
     */
    F16,
    /**
     * 8-bit integers, weights and activations; on a CPU only. Faster; logits and depths drift a little from those the
     * model was trained for.
     */
    INT8;

    void requireCpu() {
        if (this == F16) {
            throw new ModelException("The precision is f16, which only a GPU computes here: set the precision to f32 or"
                    + " int8, or the device to cuda.");
        }
    }

    void requireGpu() {
        if (this == INT8) {
            throw new ModelException(
                    "The device is set to cuda and the precision to int8, which only a CPU computes here:"
                            + " set the precision to f32 or f16, or the device to cpu.");
        }
    }
}
