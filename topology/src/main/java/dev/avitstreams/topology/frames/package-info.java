/**
 * One frame's way through the topology: read the record, have it classified, and say what became of it.
 *
 * <p>Records are read (Avro, references, images) on the classifier's threads, so that a bad record is an outcome and
 * never an exception on a stream thread.
 */
@NullMarked
package dev.avitstreams.topology.frames;

import org.jspecify.annotations.NullMarked;
