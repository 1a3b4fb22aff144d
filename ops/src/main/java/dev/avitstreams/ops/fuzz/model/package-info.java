/** Model folders and checkpoints that are broken on purpose. */
@NullMarked
package dev.avitstreams.ops.fuzz.model;

import org.jspecify.annotations.NullMarked;
