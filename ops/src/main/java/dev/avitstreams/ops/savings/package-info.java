/**
 * What halting saved: summaries of a span of time, added up by camera and hour, with the cameras whose depths have moved.
 * Values and arithmetic, but for {@link dev.avitstreams.ops.savings.SummaryReader}.
 */
@NullMarked
package dev.avitstreams.ops.savings;

import org.jspecify.annotations.NullMarked;
