package dev.avitstreams.inference.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * One trade of accuracy against compute, of the same weights.
 *
 * @param threshold τ in (0, 1]: a token halts once its accumulated score reaches it (the paper's 1 − ε)
 * @param gateShift added to the gate's argument before the sigmoid; above 0 halts earlier
 * @param imageSide pixels to which a prepared image is shrunk before it is computed, so that there are fewer tokens; empty for
 *     the model's own
 * @param measured what it gave on the validation images, where known
 */
public record OperatingPoint(
        String name,
        float threshold,
        float gateShift,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Integer> imageSide,
        Optional<Measured> measured) {

    /**
     * @param top1 share of images right, 0 to 1
     * @param gmacs mean multiply-accumulates per image, in 10⁹
     */
    public record Measured(double top1, double gmacs, double meanDepth) {
        public Measured {
            if (!(top1 >= 0 && top1 <= 1)) {
                throw new IllegalArgumentException("measured top1 is " + top1 + ", must be 0 to 1");
            }
            if (!(gmacs > 0 && Double.isFinite(gmacs))) {
                throw new IllegalArgumentException("measured gmacs is " + gmacs + ", must be above 0 and finite");
            }
        }
    }

    /** At the model's own image side. */
    public OperatingPoint(String name, float threshold, float gateShift, Optional<Measured> measured) {
        this(name, threshold, gateShift, Optional.empty(), measured);
    }

    public OperatingPoint {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "threshold of operating point '" + name + "' is " + threshold + ", must be above 0 and at most 1");
        }
        if (!Float.isFinite(gateShift)) {
            throw new IllegalArgumentException(
                    "gateShift of operating point '" + name + "' is " + gateShift + ", must be a finite number");
        }
    }

    /** @throws IllegalArgumentException if it wants images of a side that the model cannot be shown */
    public void requireFits(Architecture architecture) {
        imageSide.ifPresent(side -> architecture.requireSmaller("imageSide of operating point '" + name + "'", side));
    }
}
