/**
 * Feeds made-up bytes to everything that reads bytes from outside, and watches: nothing may crash, hang, take more time or
 * memory than is stated, or fail otherwise than in the way that its callers handle.
 *
 * <p>Inputs are made of a seed and an index alone, so each can be made again. They are tried in a process of their own
 * ({@link dev.avitstreams.ops.fuzz.FuzzWorker}), which notes in shared memory which one it is at; the process that asked
 * ({@link dev.avitstreams.ops.fuzz.FuzzRun}) kills it where it hangs, and starts it anew behind the input it died of.
 */
@NullMarked
package dev.avitstreams.ops.fuzz;

import org.jspecify.annotations.NullMarked;
