/**
 * The books of an exactly-once run: what was produced, what came out, and whether the two agree. {@link
 * dev.avitstreams.ops.chaos.audit.Audit} is pure; the readers beside it feed it from Kafka.
 */
@NullMarked
package dev.avitstreams.ops.chaos.audit;

import org.jspecify.annotations.NullMarked;
