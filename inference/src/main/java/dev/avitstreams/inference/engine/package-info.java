/**
 * The classifier a service talks to: one per process, shared by all its threads. Decodes frames, gathers them into
 * micro-batches, runs the operator, and completes one future per frame.
 *
 * <pre>
 *  offer, submit ─▶ decode pool ─▶ BatchQueue ─▶ dispatchers ─▶ Backend
 *       │               │                            │
 *    budget taken    bytes released,          frames released,
 *                    bad frames completed     futures completed
 * </pre>
 *
 * <p>{@link dev.avitstreams.inference.engine.FrameClassifiers} opens one.
 */
@NullMarked
package dev.avitstreams.inference.engine;

import org.jspecify.annotations.NullMarked;
