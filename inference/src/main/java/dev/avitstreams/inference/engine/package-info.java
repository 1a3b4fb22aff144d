/**
 * The classifier a service talks to: one per process, shared by all its threads. Decodes frames, gathers them into
 * micro-batches, runs the operator, and completes one future per frame.
 */
@NullMarked
package dev.avitstreams.inference.engine;

import org.jspecify.annotations.NullMarked;
