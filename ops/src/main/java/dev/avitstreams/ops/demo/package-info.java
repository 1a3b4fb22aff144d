/**
 * The main job on an embedded default: broker, registry, cameras and service in one process, and the account of every
 * frame read back from the output topics.
 */
@NullMarked
package dev.avitstreams.ops.demo;

import org.jspecify.annotations.NullMarked;
