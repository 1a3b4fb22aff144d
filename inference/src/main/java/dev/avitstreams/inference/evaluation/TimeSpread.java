package dev.avitstreams.inference.evaluation;

import java.util.TreeMap;

/** A histogram of durations, in steps of 1 %: quantiles within that in little memory. */
public final class TimeSpread {
    private static final double STEP = StrictMath.log(1.01);

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long total;
    private long nanos;

    /** @param duration of one frame */
    public void add(long duration) {
        counts.merge((int) Math.round(StrictMath.log((double) Math.max(1, duration)) / STEP), 1L, Long::sum);
        total++;
        nanos += duration;
    }

    public void merge(TimeSpread other) {
        other.counts.forEach((step, count) -> counts.merge(step, count, Long::sum));
        total += other.total;
        nanos += other.nanos;
    }

    /** All durations together. */
    public long nanos() {
        return nanos;
    }

    /** @param share 0 to 1; not a number where nothing was counted */
    public double quantileMillis(double share) {
        long rank = (long) Math.floor(share * (total - 1));
        long before = 0;
        for (var entry : counts.entrySet()) {
            before += entry.getValue();
            if (before > rank) {
                return StrictMath.exp(entry.getKey() * STEP) / 1e6;
            }
        }
        return Double.NaN;
    }
}
