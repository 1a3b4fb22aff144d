/** Where the right answers come from: the frame itself, a file, or a topic of labels. */
@NullMarked
package dev.avitstreams.ops.evaluation.truth;

import org.jspecify.annotations.NullMarked;
