/**
 * Measures the operator against its peers: every contender in a process of its own, all in one run, round after round in
 * turn, so that a busy machine is unfair to none of them.
 */
@NullMarked
package dev.avitstreams.ops.bench;

import org.jspecify.annotations.NullMarked;
