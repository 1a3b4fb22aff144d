/**
 * One evaluation by many instances of the program. The range is cut into chunks; a Kafka Streams application shares them
 * out; what was counted in each is kept in a topic, the ledger, which every instance reads and adds up by itself. So there
 * is no coordinator: any instance can die, and each that lives to the end writes the whole report.
 */
@NullMarked
package dev.avitstreams.ops.evaluation.distributed;

import org.jspecify.annotations.NullMarked;
