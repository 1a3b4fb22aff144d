/**
 * An operator that misbehaves when told to, for instances that chaos runs start. Nothing of it is in the way of an
 * {@code avit run}: it is a {@link dev.avitstreams.inference.device.Backend} around the real one.
 */
@NullMarked
package dev.avitstreams.ops.chaos.operator;

import org.jspecify.annotations.NullMarked;
