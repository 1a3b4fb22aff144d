package dev.avitstreams.inference.training;

/**
 * Shares of the task losses; how halting is weighed is in {@code Tightening}.
 *
 * @param classification of the cross-entropy with the labels, over images that have one
 * @param labelSmoothing share of a label spread over all classes, 0 to below 1
 * @param distillation of the divergence from the dense teacher, over all images and classes
 * @param temperature T of the distillation, above 0
 * @param matching of the squared difference from the dense teacher's logits, over all images and classes
 * @param following of the scores' cross-entropy with where the teacher's attention says that tokens should halt
 */
public record LossWeights(
        double classification,
        double labelSmoothing,
        double distillation,
        double temperature,
        double matching,
        double following) {
    public LossWeights {
        if (!(classification >= 0 && distillation >= 0 && matching >= 0)
                || classification + distillation + matching == 0) {
            throw new IllegalArgumentException("classification is " + classification + ", distillation " + distillation
                    + " and matching " + matching + ", none may be negative and one must be above 0");
        }
        if (!(following >= 0)) {
            throw new IllegalArgumentException("following is " + following + ", must not be negative");
        }
        if (!(labelSmoothing >= 0 && labelSmoothing < 1) || !(temperature > 0)) {
            throw new IllegalArgumentException("labelSmoothing is " + labelSmoothing + " and temperature " + temperature
                    + ", must be 0 to below 1, and above 0");
        }
    }

    /** Whether the teacher is asked at all. */
    boolean needTeacher() {
        return distillation > 0 || matching > 0 || following > 0;
    }
}
