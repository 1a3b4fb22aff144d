/**
 * The evaluation itself: contenders are shown the same decoded frames, on workers side by side, and what they answer is
 * counted on one thread, in the order of the supply.
 */
@NullMarked
package dev.avitstreams.ops.evaluation.contest;

import org.jspecify.annotations.NullMarked;
