package dev.avitstreams.ops.evaluation.report;

import dev.avitstreams.inference.evaluation.Interval;
import dev.avitstreams.ops.evaluation.report.Metrics.Range;
import org.jspecify.annotations.Nullable;

/** From the arithmetic's numbers to JSON's, which knows no "not a number". */
final class Figures {
    private Figures() {}

    static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static Range range(Interval interval) {
        return new Range(orNull(interval.low()), orNull(interval.high()));
    }
}
