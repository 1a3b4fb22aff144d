package dev.avitstreams.ops.fuzz;

import java.time.Duration;

/**
 * What reading one input may take, at most.
 *
 * @param processorMillis of the thread that reads it
 * @param heapBytes allocated by that thread, whether freed meanwhile or not
 * @param nativeBytes by which the process may grow meanwhile, beside the heap
 */
public record FuzzLimits(long processorMillis, long heapBytes, long nativeBytes) {
    private static final long MEBI = 1 << 20;

    long processorNanos() {
        return processorMillis * 1_000_000;
    }

    static FuzzLimits of(Duration processorTime, long heapMebibytes, long nativeMebibytes) {
        return new FuzzLimits(processorTime.toMillis(), heapMebibytes * MEBI, nativeMebibytes * MEBI);
    }
}
