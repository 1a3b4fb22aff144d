/**
 * Teaches a dense vision transformer to halt. {@link dev.avitstreams.inference.training.Trainer} does single steps on the
 * caller's thread and owns the weights; {@link dev.avitstreams.inference.training.TrainingRun} runs a whole training in a
 * folder: images, steps, evaluations, checkpoints, logs.
 */
@NullMarked
package dev.avitstreams.inference.training;

import org.jspecify.annotations.NullMarked;
