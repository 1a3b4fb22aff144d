/**
 * The arithmetic of an evaluation: what a model said of frames whose answer may be known, counted so that neither the
 * order of the frames nor how they were split among tallies changes a bit of the result. Knows no device and no file.
 *
 * <p>Tallies belong to one thread each and are merged. Their fields are their whole state, so they can be written down
 * and read back.
 */
@NullMarked
package dev.avitstreams.inference.evaluation;

import org.jspecify.annotations.NullMarked;
