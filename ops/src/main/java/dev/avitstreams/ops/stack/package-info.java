/**
 * A Kafka broker and a schema registry inside this JVM, for {@code avit demo}, {@code avit broker} and tests. Everything
 * they know is in one folder, so that they come back with the same data, ids and addresses. Both listen on the loopback
 * address only: there is no authentication.
 */
@NullMarked
package dev.avitstreams.ops.stack;

import org.jspecify.annotations.NullMarked;
