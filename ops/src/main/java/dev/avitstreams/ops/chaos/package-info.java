/**
 * Proof by breaking things: a broker and several instances of the service as processes of their own, frames flowing
 * through them, instances killed and stopped meanwhile, and an audit of everything that came out.
 *
 * <p>Threads: the run's own one reads outcomes and watches the instances; one produces; one does the faults.
 */
@NullMarked
package dev.avitstreams.ops.chaos;

import org.jspecify.annotations.NullMarked;
