package dev.avitstreams.ops.bench.elastic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run second by second; all arrays are as long as {@code seconds}. Values that are not numbers: nothing to tell.
 *
 * @param name of the run
 * @param seconds since the beginning
 * @param offeredPerSecond frames that came
 * @param servedPerSecond frames published
 * @param p95Millis of the frames published, since they came
 * @param points what was used, curve by curve
 */
public record Series(
        String name,
        double[] seconds,
        double[] offeredPerSecond,
        double[] servedPerSecond,
        double[] p95Millis,
        Map<String, double[]> points) {
    public Series {
        points = Collections.unmodifiableMap(new LinkedHashMap<>(points));
    }
}
