package dev.avitstreams.inference.training.schedule;

import java.util.Optional;

/**
 * How halting is tightened. The ponder and prior gradients reach only the scores and know nothing of the harm of a
 * dropped token, so halting must be tightened slowly: everything here moves over {@code rampSteps}.
 *
 * @param ponderWeight α_p, weight of the mean ponder ρ; with {@code targetGmacs} the most it may become, in either
 *     direction
 * @param priorWeight α_d, weight of the distributional prior
 * @param startDepth the prior's centre at the first step, in layers
 * @param targetDepth the prior's centre after the ramp
 * @param spread the prior's standard deviation, in layers
 * @param rampSteps steps over which weights, centre and planned GMACs move
 * @param targetGmacs multiply-accumulates an image to steer to, in 10⁹, without early exit; empty for a plain ramp of the
 *     ponder weight
 */
public record Tightening(
        double ponderWeight,
        double priorWeight,
        double startDepth,
        double targetDepth,
        double spread,
        int rampSteps,
        Optional<Double> targetGmacs) {

    /** Weights of the paper, without a ramp, towards its depth. */
    public static Tightening ofPaper(double targetDepth) {
        return new Tightening(5e-4, 1e-3, targetDepth, targetDepth, 1, 0, Optional.empty());
    }

    public Tightening {
        require("ponderWeight", ponderWeight, 0);
        require("priorWeight", priorWeight, 0);
        require("startDepth", startDepth, 1);
        require("targetDepth", targetDepth, 1);
        require("spread", spread, .01);
        require("rampSteps", rampSteps, 0);
        targetGmacs.ifPresent(gmacs -> require("targetGmacs", gmacs, 0));
    }

    private static void require(String field, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(field + " is " + value + ", must be at least " + least);
        }
    }

    /** Share of the ramp gone by, 0 to 1. */
    double progress(long step) {
        return rampSteps == 0 ? 1 : Math.min(1, (double) step / rampSteps);
    }

    /** Centre of the prior. */
    public double depthAt(long step) {
        return startDepth + (targetDepth - startDepth) * progress(step);
    }

    /**
     * What following the teacher's attention is to cost at a step: from the dense cost to the target over the ramp, and
     * dense without a target. In 10⁹ multiply-accumulates.
     */
    public double followedGmacs(long step, double dense) {
        return dense + (targetGmacs.orElse(dense) - dense) * progress(step);
    }

    public double priorWeightAt(long step) {
        return priorWeight * progress(step);
    }
}
