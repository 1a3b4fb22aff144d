/**
 * Cameras: where frames come from (folders, tars, videos, network streams, the bundled photographs) and how they reach
 * the frames topic. A source belongs to one thread; a producer is shared by all cameras.
 */
@NullMarked
package dev.avitstreams.ops.camera;

import org.jspecify.annotations.NullMarked;
