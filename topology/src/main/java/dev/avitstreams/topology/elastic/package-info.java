/**
 * Choosing operating points by load, as the service does it: which points there are to choose among, which cameras have
 * priority, and what is told of the choices. The choice itself is {@code inference.elastic}'s. Values, and one log that
 * belongs to the engine's ticking thread.
 */
@NullMarked
package dev.avitstreams.topology.elastic;

import org.jspecify.annotations.NullMarked;
