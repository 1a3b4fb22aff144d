/** Training that survives being stopped: weights, average, moments and counters, written whole or not at all. */
@NullMarked
package dev.avitstreams.inference.training.checkpoint;

import org.jspecify.annotations.NullMarked;
