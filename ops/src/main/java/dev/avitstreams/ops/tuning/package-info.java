/** Settings of a running service, asked and changed over its {@code /control}. */
@NullMarked
package dev.avitstreams.ops.tuning;

import org.jspecify.annotations.NullMarked;
