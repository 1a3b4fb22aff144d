/** What is demanded of an evaluation, absolutely or beside an earlier one, and whether it holds. */
@NullMarked
package dev.avitstreams.ops.evaluation.gate;

import org.jspecify.annotations.NullMarked;
