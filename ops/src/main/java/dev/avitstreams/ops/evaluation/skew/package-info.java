/** Whether production published what a replay says. */
@NullMarked
package dev.avitstreams.ops.evaluation.skew;

import org.jspecify.annotations.NullMarked;
