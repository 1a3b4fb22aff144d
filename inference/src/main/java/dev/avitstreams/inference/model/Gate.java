package dev.avitstreams.inference.model;

/**
 * The halting gate, fixed for the whole model: h = σ(scale · x₀ − center), x₀ being neuron 0 of a token (the
 * paper's halting score, with its γ, and −β for the center).
 */
public record Gate(float scale, float center) {
    public Gate {
        if (!Float.isFinite(scale) || !Float.isFinite(center)) {
            throw new IllegalArgumentException(
                    "gate is scale " + scale + " and center " + center + ", both must be finite numbers");
        }
    }
}
