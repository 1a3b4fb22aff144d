/**
 * What changes from step to step: learning rate, how hard halting is pressed, and what images are shown. Pure Java, no
 * tensors.
 */
@NullMarked
package dev.avitstreams.inference.training.schedule;

import org.jspecify.annotations.NullMarked;
