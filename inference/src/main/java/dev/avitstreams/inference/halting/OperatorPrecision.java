package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.onednn.OneDnn;
import java.util.Locale;

/** What the products of weights are computed in. */
public enum OperatorPrecision {
    F32,
    /**
     * Half precision, weights and activations, summed in single; on a GPU only. What is added up over the layers (the
     * residual stream, the halting scores, the class token's sum) and all norms stay in f32.
     */
    F16,
    /**
     * f32 rounded to its upper 16 bits, weights and activations, summed in single; on CPUs with matrix instructions for it (AMX)
     * only. What is added up over the layers stays in f32 as in {@link #F16}; norms and the softmax are computed in f32 and rounded.
     */
    BF16,
    /**
     * 8-bit integers, weights and activations, of products whose rows have a known size, the others in bf16 with AMX, else in f32;
     * without VNNI of all products. On a CPU only. Logits and depths drift a little from those the model was trained for.
     */
    INT8;

    void requireCpu() {
        if (this == F16) {
            throw new ModelException("The precision is f16, which only a GPU computes here: set the precision to f32,"
                    + " bf16 or int8, or the device to cuda.");
        }
        if (!isForThisCpu()) {
            throw new ModelException(
                    "The precision is bf16, for which this processor has no matrix instructions (AMX): set"
                            + " the precision to f32 or int8.");
        }
    }

    void requireGpu() {
        if (!isForGpu()) {
            throw new ModelException("The device is set to cuda and the precision to "
                    + name().toLowerCase(Locale.ROOT)
                    + ", which only a CPU computes here: set the precision to f32 or f16, or the device to cpu.");
        }
    }

    /** Whether this machine's CPU computes in it. */
    public boolean isForThisCpu() {
        Libtorch.load();
        return this != F16 && (this != BF16 || OneDnn.isFastInBf16());
    }

    /** Whether a GPU computes in it here. */
    public boolean isForGpu() {
        return this == F32 || this == F16;
    }
}
