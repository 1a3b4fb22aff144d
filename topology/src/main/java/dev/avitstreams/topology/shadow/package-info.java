/**
 * A second model that computes a share of the frames beside the one that serves, to be compared with it.
 *
 * <p>It hangs on the serving path by one thing, the outcome of a frame, and holds nothing up: a frame for which it has no
 * room is left out and counted. What it finds is published by a producer of its own, outside of the transactions: at
 * least once, and not at all where that fails.
 */
@NullMarked
package dev.avitstreams.topology.shadow;

import org.jspecify.annotations.NullMarked;
