/**
 * What the service measures. {@link dev.avitstreams.topology.metrics.AvitMeter} lists every meter of ours, {@link
 * dev.avitstreams.topology.metrics.AvitMetrics} is how the rest of the service feeds them; safe to call from any thread.
 *
 * <p>Meters count work done, not records committed: frames that are read again after a failure count again. Whoever
 * needs exact accounts reads the topics.
 */
@NullMarked
package dev.avitstreams.topology.metrics;

import org.jspecify.annotations.NullMarked;
