/**
 * What the way through Kafka costs: broker and service as processes of their own, beside the same operator fed from
 * memory.
 */
@NullMarked
package dev.avitstreams.ops.bench.pipeline;

import org.jspecify.annotations.NullMarked;
