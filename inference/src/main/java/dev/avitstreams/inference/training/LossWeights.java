package dev.avitstreams.inference.training;

/**
 * Shares of the task losses; how halting is weighed is in {@code Tightening}.
 *
 * @param classification of the cross-entropy with the labels, over images that have one
 * @param labelSmoothing share of a label spread over all classes, 0 to below 1
 * @param distillation of the divergence from the dense teacher, over all images and classes
 * @param temperature T of the distillation, above 0
 */
public record LossWeights(double classification, double labelSmoothing, double distillation, double temperature) {
    public LossWeights {
        if (!(classification >= 0) || !(distillation >= 0) || classification + distillation == 0) {
            throw new IllegalArgumentException("classification is " + classification + " and distillation "
                    + distillation + ", none may be negative and one must be above 0");
        }
        if (!(labelSmoothing >= 0 && labelSmoothing < 1) || !(temperature > 0)) {
            throw new IllegalArgumentException("labelSmoothing is " + labelSmoothing + " and temperature " + temperature
                    + ", must be 0 to below 1, and above 0");
        }
    }
}
