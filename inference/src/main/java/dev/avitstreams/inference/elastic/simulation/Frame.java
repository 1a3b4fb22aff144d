package dev.avitstreams.inference.elastic.simulation;

/**
 * A frame that has arrived.
 *
 * @param seconds when
 * @param noise its multiply-accumulates over those of a mean one
 */
record Frame(double seconds, boolean high, double noise) {}
