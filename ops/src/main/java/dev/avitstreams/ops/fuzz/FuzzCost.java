package dev.avitstreams.ops.fuzz;

/**
 * What reading one input took.
 *
 * @param processorNanos of the reading thread
 * @param heapBytes allocated by the reading thread
 * @param nativeBytes most by which the process grew beside the heap; 0 where the system does not tell
 */
record FuzzCost(long processorNanos, long heapBytes, long nativeBytes) {

    FuzzCost lesser(FuzzCost other) {
        return new FuzzCost(
                Math.min(processorNanos, other.processorNanos),
                Math.min(heapBytes, other.heapBytes),
                Math.min(nativeBytes, other.nativeBytes));
    }

    boolean exceeds(FuzzLimits limits) {
        return processorNanos > limits.processorNanos()
                || heapBytes > limits.heapBytes()
                || nativeBytes > limits.nativeBytes();
    }
}
