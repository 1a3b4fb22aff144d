package dev.avitstreams.ops.fuzz;

import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param inputs that were read to an end
 * @param outcomes what became of them
 * @param slowest in nanoseconds of the processor
 * @param mostHeap in bytes allocated
 * @param mostNative in bytes grown
 */
public record FuzzReport(
        String subject,
        long seed,
        long from,
        long inputs,
        double seconds,
        Map<String, Long> outcomes,
        Extreme slowest,
        Extreme mostHeap,
        Extreme mostNative,
        FuzzLimits limits,
        List<FuzzFind> finds) {

    /** @param index of the input that took it */
    public record Extreme(long value, long index) {}

    public FuzzReport {
        finds = List.copyOf(finds);
    }
}
