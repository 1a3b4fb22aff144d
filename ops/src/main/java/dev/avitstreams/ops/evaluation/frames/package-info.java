/** Where the frames of an evaluation come from: a stretch of a topic, or images in tars and folders. */
@NullMarked
package dev.avitstreams.ops.evaluation.frames;

import org.jspecify.annotations.NullMarked;
