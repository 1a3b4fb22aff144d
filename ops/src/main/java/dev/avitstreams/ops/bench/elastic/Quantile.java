package dev.avitstreams.ops.bench.elastic;

import java.util.Arrays;

/** Of measured values, each as it was measured. */
final class Quantile {
    private Quantile() {}

    /**
     * @param share 0 to 1
     * @return the least value that no smaller share of them exceeds; not a number where there is none
     */
    static double of(double share, double[] values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        int place = (int) Math.ceil(share * ascending.length) - 1;
        return ascending.length == 0 ? Double.NaN : ascending[Math.max(0, place)];
    }

    static double shareWithin(double most, double[] values) {
        return values.length == 0
                ? 0
                : (double) Arrays.stream(values).filter(value -> value <= most).count() / values.length;
    }
}
