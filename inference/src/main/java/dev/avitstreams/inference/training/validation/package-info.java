/** How good the model in training is, on validation images, in the operator that will run it. */
@NullMarked
package dev.avitstreams.inference.training.validation;

import org.jspecify.annotations.NullMarked;
