/** What a person sees of a training: a line of progress, and curves. */
@NullMarked
package dev.avitstreams.ops.training;

import org.jspecify.annotations.NullMarked;
