/**
 * What elastic operating points are worth: simulated against other controllers, and live through Kafka beside a service that
 * keeps its best point. The broker and the service are processes of their own; one thread runs the benchmark.
 */
@NullMarked
package dev.avitstreams.ops.bench.elastic;

import org.jspecify.annotations.NullMarked;
