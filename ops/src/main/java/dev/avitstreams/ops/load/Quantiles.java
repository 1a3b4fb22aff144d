package dev.avitstreams.ops.load;

import org.HdrHistogram.Histogram;

/** Of a time, in milliseconds. */
public record Quantiles(double p50, double p95, double p99, double most) {
    private static final double MICROS = 1e3;

    static Quantiles of(Histogram micros) {
        return new Quantiles(
                micros.getValueAtPercentile(50) / MICROS,
                micros.getValueAtPercentile(95) / MICROS,
                micros.getValueAtPercentile(99) / MICROS,
                micros.getMaxValue() / MICROS);
    }
}
