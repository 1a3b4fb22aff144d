/** From checkpoints of other programs to model folders. */
@NullMarked
package dev.avitstreams.inference.importing;

import org.jspecify.annotations.NullMarked;
