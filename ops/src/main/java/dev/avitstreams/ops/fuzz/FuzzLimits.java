package dev.avitstreams.ops.fuzz;

import java.time.Duration;

/**
 * What reading one input may take, at most.
 *
 * @param processorTime of the thread that reads it
 * @param heapBytes allocated by that thread, whether freed meanwhile or not
 * @param nativeBytes by which the process may grow meanwhile, beside the heap
 */
public record FuzzLimits(Duration processorTime, long heapBytes, long nativeBytes) {
    private static final long MEBI = 1 << 20;

    static FuzzLimits of(Duration processorTime, long heapMebibytes, long nativeMebibytes) {
        return new FuzzLimits(processorTime, heapMebibytes * MEBI, nativeMebibytes * MEBI);
    }
}
