/**
 * Frames as spans of OpenTelemetry. Only its interface is here: without an SDK in the process, as its Java agent brings
 * one, everything in this package does nothing. Stateless; called on stream threads.
 */
@NullMarked
package dev.avitstreams.topology.tracing;

import org.jspecify.annotations.NullMarked;
