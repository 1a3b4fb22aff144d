/** The topology as a whole: frames in; labels, halting summaries and dead letters out. */
@NullMarked
package dev.avitstreams.topology.pipeline;

import org.jspecify.annotations.NullMarked;
