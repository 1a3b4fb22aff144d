/** A long run at an even load with a fault every minute: whether anything grows that should not. */
@NullMarked
package dev.avitstreams.ops.chaos.soak;

import org.jspecify.annotations.NullMarked;
