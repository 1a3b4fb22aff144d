/**
 * Load on a running pipeline, and what becomes of it: frames sent at a pace that does not wait for answers, each met
 * again as a label or a dead letter, its time told apart by stage.
 *
 * <p>Threads: one sends, the producer's own acknowledges, one reads results; what they share is {@code Journeys}.
 */
@NullMarked
package dev.avitstreams.ops.load;

import org.jspecify.annotations.NullMarked;
