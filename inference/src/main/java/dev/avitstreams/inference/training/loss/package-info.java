/** What training minimises. Pure functions of a {@code HaltingTrace}; tensors belong to the caller's scope. */
@NullMarked
package dev.avitstreams.inference.training.loss;

import org.jspecify.annotations.NullMarked;
