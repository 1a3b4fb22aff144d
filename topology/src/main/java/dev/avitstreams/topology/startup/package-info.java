/**
 * Whether the service can do its work here: settings that fit together, a model that loads, a broker that answers,
 * topics as needed, a registry with our schemas. The command line asks once, the service until the answer is yes.
 *
 * <p>Each thing found is a sentence with what to do. What only a changed file or command can cure is {@link
 * dev.avitstreams.topology.startup.CheckResult.Refused}; what may be cured from outside is {@link
 * dev.avitstreams.topology.startup.CheckResult.Waiting}: the service stays up, not ready, and asks again.
 */
@NullMarked
package dev.avitstreams.topology.startup;

import org.jspecify.annotations.NullMarked;
