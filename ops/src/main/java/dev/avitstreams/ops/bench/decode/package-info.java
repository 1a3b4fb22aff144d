/** What it costs to turn an encoded frame into what the model takes, by way of doing it. */
@NullMarked
package dev.avitstreams.ops.bench.decode;

import org.jspecify.annotations.NullMarked;
