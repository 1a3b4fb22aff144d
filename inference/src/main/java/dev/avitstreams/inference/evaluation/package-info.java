/** How good a model is on images, in the operator that runs it, beside others. */
@NullMarked
package dev.avitstreams.inference.evaluation;

import org.jspecify.annotations.NullMarked;
