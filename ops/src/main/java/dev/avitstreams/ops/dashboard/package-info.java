/**
 * The live page: a wall of cameras with what the model looked at, a view of single frames, and what was saved. {@link
 * dev.avitstreams.ops.dashboard.Dashboard} owns readers, server and threads; it only reads from the cluster.
 */
@NullMarked
package dev.avitstreams.ops.dashboard;

import org.jspecify.annotations.NullMarked;
