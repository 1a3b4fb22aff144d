/** A real Kafka broker inside the test's JVM. */
@NullMarked
package dev.avitstreams.topology.broker;

import org.jspecify.annotations.NullMarked;
