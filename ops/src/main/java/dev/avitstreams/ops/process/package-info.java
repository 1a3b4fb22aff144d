/**
 * Processes and threads beside the one a command runs on: a broker, instances of the service, work in the background;
 * and the folders they work in. None outlives the process that started it.
 */
@NullMarked
package dev.avitstreams.ops.process;

import org.jspecify.annotations.NullMarked;
