/**
 * Grouping of waiting items into batches by size, delay and bytes. Pure: no threads, no native code, the clock is
 * injected.
 */
@NullMarked
package dev.avitstreams.inference.batching;

import org.jspecify.annotations.NullMarked;
