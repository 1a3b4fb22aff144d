/**
 * Commit-safe micro-batching by look-ahead: frames are handed to the classifier as soon as they are polled, and claimed when the topology reaches
 * them. Batches thus form across all partitions and threads, while each task still processes one record at a time.
 *
 * <p>Look-ahead is only ever an optimisation. A frame that was not looked ahead is submitted when its turn comes.
 */
@NullMarked
package dev.avitstreams.topology.microbatch;

import org.jspecify.annotations.NullMarked;
