/**
 * What can be done to a run: each fault a value, made from a seed, that knows how it is done.
 *
 * <p>Threads: faults are done one after the other by {@link dev.avitstreams.ops.chaos.fault.FaultRunner}, on its own.
 */
@NullMarked
package dev.avitstreams.ops.chaos.fault;

import org.jspecify.annotations.NullMarked;
