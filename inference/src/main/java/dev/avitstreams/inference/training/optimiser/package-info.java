/** From gradients to new weights. Owns moments and averages until closed; one thread at a time. */
@NullMarked
package dev.avitstreams.inference.training.optimiser;

import org.jspecify.annotations.NullMarked;
