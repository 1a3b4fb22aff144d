/** One class a command: reads its options, calls what does the work, prints the answer. Runs on the main thread. */
@NullMarked
package dev.avitstreams.ops.command;

import org.jspecify.annotations.NullMarked;
