/** How good the model in training is, in the operator that will run it. */
@NullMarked
package dev.avitstreams.inference.evaluation;

import org.jspecify.annotations.NullMarked;
