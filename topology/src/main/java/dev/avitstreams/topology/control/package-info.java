/**
 * Settings changed while the service runs: checked as the configuration is, all or nothing, in effect with the next
 * batch, logged, and forgotten with the process. Speaks no HTTP; thread-safe.
 */
@NullMarked
package dev.avitstreams.topology.control;

import org.jspecify.annotations.NullMarked;
