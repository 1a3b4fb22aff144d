/** Which records of a topic are evaluated: what was asked for, and the offsets it comes to. */
@NullMarked
package dev.avitstreams.ops.evaluation.range;

import org.jspecify.annotations.NullMarked;
