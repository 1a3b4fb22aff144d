/** Offline evaluation: a stretch of a topic, or labelled images, replayed through the operator that serves. */
@NullMarked
package dev.avitstreams.ops.evaluation;

import org.jspecify.annotations.NullMarked;
