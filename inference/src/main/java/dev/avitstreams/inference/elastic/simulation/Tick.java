package dev.avitstreams.inference.elastic.simulation;

import dev.avitstreams.inference.elastic.PointChoice;

/**
 * An interval of a simulation.
 *
 * @param seconds its end
 * @param arrived frames
 * @param published frames
 * @param latencyMillis most that a frame published in it took since its arrival; not a number where none was
 * @param choice that was in force
 * @param backlog frames that had arrived and were not computed, at its end
 */
public record Tick(double seconds, int arrived, int published, double latencyMillis, PointChoice choice, int backlog) {}
