/**
 * Windowed halting summaries, per camera and over all cameras. Each window is published once, when it closes; what
 * arrives later is counted in a later window, so that adding up summaries always equals a recount of the frames.
 */
@NullMarked
package dev.avitstreams.topology.summary;

import org.jspecify.annotations.NullMarked;
