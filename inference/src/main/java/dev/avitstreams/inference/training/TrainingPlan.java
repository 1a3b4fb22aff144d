package dev.avitstreams.inference.training;

import java.nio.file.Path;
import java.util.List;

/**
 * A whole training: what it starts from, its images, and what is done along the way. Written beside its results as {@code
 * training.json}, from which it can be taken up again.
 *
 * @param model folder to start from; its labels and normalisation are kept
 * @param teacher folder whose dense pass is distilled
 * @param labelled tars or folders of {@code class/file.jpg}
 * @param unlabelled tars or folders of images
 * @param validation labelled, as above; may be empty, then nothing is evaluated
 * @param validationImages most to look at in an evaluation
 * @param evaluateEvery steps between evaluations, at each of which the model is written too
 * @param checkpointEvery steps between checkpoints
 */
public record TrainingPlan(
        TrainingSettings settings,
        Path model,
        Path teacher,
        List<Path> labelled,
        List<Path> unlabelled,
        List<Path> validation,
        int validationImages,
        int evaluateEvery,
        int checkpointEvery) {

    public TrainingPlan {
        labelled = List.copyOf(labelled);
        unlabelled = List.copyOf(unlabelled);
        validation = List.copyOf(validation);
        if (labelled.isEmpty() && unlabelled.isEmpty()) {
            throw new IllegalArgumentException("labelled and unlabelled are both empty, images are needed to train");
        }
        if (validationImages < 1 || evaluateEvery < 1 || checkpointEvery < 1) {
            throw new IllegalArgumentException("validationImages is " + validationImages + ", evaluateEvery "
                    + evaluateEvery + " and checkpointEvery " + checkpointEvery + ", all must be 1 or more");
        }
    }
}
