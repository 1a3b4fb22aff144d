/**
 * The service's configuration: one YAML file, overridden by the environment, bound to immutable records.
 *
 * <p>{@link dev.avitstreams.topology.config.AvitConfig#load} is the way in. Each record is one section of the file;
 * its compact constructor checks the values, so a configuration built in code is held to the same rules as one read
 * from a file. {@link dev.avitstreams.topology.config.StreamsSettings} turns it into Kafka Streams properties. All
 * values are immutable and may be shared between threads.
 */
@NullMarked
package dev.avitstreams.topology.config;

import org.jspecify.annotations.NullMarked;
