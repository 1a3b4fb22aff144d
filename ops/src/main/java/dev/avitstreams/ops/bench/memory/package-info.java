/** Whether the operator gives back what it takes. */
@NullMarked
package dev.avitstreams.ops.bench.memory;

import org.jspecify.annotations.NullMarked;
