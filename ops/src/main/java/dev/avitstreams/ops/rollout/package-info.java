/**
 * Rolling models out from the command line: announcing, asking instances how it went, and adding up what a shadow said.
 * Each call does its work on the caller's thread and keeps nothing open.
 */
@NullMarked
package dev.avitstreams.ops.rollout;

import org.jspecify.annotations.NullMarked;
