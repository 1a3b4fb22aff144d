/** What a model says of images whose answer is known, beside what others say at what cost. */
@NullMarked
package dev.avitstreams.ops.evaluation;

import org.jspecify.annotations.NullMarked;
