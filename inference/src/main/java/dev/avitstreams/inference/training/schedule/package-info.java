/** What changes from step to step: learning rate, and how hard halting is pressed. Pure Java, no tensors. */
@NullMarked
package dev.avitstreams.inference.training.schedule;

import org.jspecify.annotations.NullMarked;
