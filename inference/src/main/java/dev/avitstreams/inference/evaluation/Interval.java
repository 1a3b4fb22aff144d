package dev.avitstreams.inference.evaluation;

import java.util.Arrays;

/** In which the true value lies in 95 of 100 repetitions. */
public record Interval(double low, double high) {
    private static final double TAIL = .025;
    private static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    /** Between the outer 2.5 % of the values; those that are not numbers are left out. */
    static Interval of(double[] values) {
        double[] ascending =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (ascending.length == 0) {
            return NONE;
        }
        int tail = (int) Math.floor(TAIL * ascending.length);
        return new Interval(ascending[tail], ascending[ascending.length - 1 - tail]);
    }
}
