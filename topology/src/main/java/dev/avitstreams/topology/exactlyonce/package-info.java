/**
 * A guard around the Streams producer that vetoes any transaction whose outputs and offsets do not belong together.
 *
 * <p>Kafka Streams commits one transaction per thread for all its tasks. When one task is found corrupted in the midst
 * of it, the others' outputs may be committed without offsets or the reverse. The guard sees both sides and turns such
 * a commit into a task migration, which reads everything again from committed offsets. See
 * {@code docs/adr/0001-commit-safety.md}.
 */
@NullMarked
package dev.avitstreams.topology.exactlyonce;

import org.jspecify.annotations.NullMarked;
