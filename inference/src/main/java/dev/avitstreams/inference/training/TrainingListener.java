package dev.avitstreams.inference.training;

import dev.avitstreams.inference.training.validation.Evaluation;
import java.nio.file.Path;

/** Watches a training, on its thread. */
public interface TrainingListener {

    /** Images are open and the teacher was asked; {@code doneSteps} is above 0 when a training is taken up again. */
    void started(TrainingPlan plan, long doneSteps, int images, int validationImages);

    void stepped(StepReport report);

    /** @param model folder it was written to */
    void evaluated(long step, Evaluation evaluation, Path model);
}
