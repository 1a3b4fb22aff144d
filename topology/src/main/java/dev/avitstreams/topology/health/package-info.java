/**
 * Whether the service is well, and the small HTTP server that says so and takes changes of settings. The only package of the module that speaks HTTP.
 *
 * <p>{@link dev.avitstreams.topology.health.HealthState} may be told and asked from any thread; {@link
 * dev.avitstreams.topology.health.ServiceEndpoints} owns its server threads until closed.
 */
@NullMarked
package dev.avitstreams.topology.health;

import org.jspecify.annotations.NullMarked;
