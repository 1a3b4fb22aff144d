package dev.avitstreams.inference.training;

/**
 * What one step gave, measured on its own batch.
 *
 * @param step counted from 1
 * @param shift of the gate in this step
 * @param side of the images in this step, pixels
 * @param rate learning rate
 * @param total the loss that was minimised
 * @param classification cross-entropy; 0 if no image had a label or it has no weight
 * @param distillation divergence from the teacher; 0 if it has no weight
 * @param matching squared difference from the teacher's logits; 0 if it has no weight
 * @param following cross-entropy of the scores with the teacher's attention; 0 if it has no weight
 * @param ponder mean ρ, without weight
 * @param prior divergence from the halting prior, without weight
 * @param ponderWeight by which {@code ponder} counted
 * @param priorWeight by which {@code prior} counted
 * @param gradientNorm of all gradients, before clipping
 * @param cost of the halting
 * @param agreement share of images whose best class is the teacher's; 0 without a teacher
 */
public record StepReport(
        long step,
        double shift,
        int side,
        double rate,
        double total,
        double classification,
        double distillation,
        double matching,
        double following,
        double ponder,
        double prior,
        double ponderWeight,
        double priorWeight,
        double gradientNorm,
        BatchCost cost,
        double agreement) {}
