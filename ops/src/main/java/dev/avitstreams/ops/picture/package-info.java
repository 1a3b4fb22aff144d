/** Pictures of what the model did: a photograph beside its halting map. Plain Java 2D, the same on every machine. */
@NullMarked
package dev.avitstreams.ops.picture;

import org.jspecify.annotations.NullMarked;
