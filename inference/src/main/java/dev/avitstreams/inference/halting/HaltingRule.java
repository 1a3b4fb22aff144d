package dev.avitstreams.inference.halting;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.model.OperatingPoint;

/**
 * When a token stops.
 *
 * @param threshold τ: a token halts once its accumulated score c reaches it, c ≥ τ, compared in fp32
 * @param gateShift added to the gate's argument before the sigmoid; above 0 halts earlier
 * @param depths {@code EARLY_EXIT} drops an image's remaining rows once its class token has halted. The logits are the
 *     same, on a CPU to the bit; the depths of the dropped tokens are then "at least"
 */
public record HaltingRule(float threshold, float gateShift, Completeness depths) {
    public HaltingRule {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold is " + threshold + ", must be above 0 and at most 1");
        }
        if (!Float.isFinite(gateShift)) {
            throw new IllegalArgumentException("gateShift is " + gateShift + ", must be a finite number");
        }
    }

    /** Of a point, whose images are to be shrunk to its side by the caller. */
    public static HaltingRule of(OperatingPoint point, Completeness depths) {
        return new HaltingRule(point.threshold(), point.gateShift(), depths);
    }
}
