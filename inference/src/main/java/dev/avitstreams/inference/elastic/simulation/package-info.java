/**
 * Controllers of the operating point against a simulated operator: a queue in memory, of a stated cost a frame, under loads
 * that are hard to make with real cameras. Pure and deterministic by seed: no thread, no clock, no file. A simulation
 * belongs to the thread that runs it; results are values.
 */
@NullMarked
package dev.avitstreams.inference.elastic.simulation;

import org.jspecify.annotations.NullMarked;
