package dev.avitstreams.inference.elastic.simulation;

import dev.avitstreams.inference.elastic.PointChoice;
import java.util.Arrays;
import java.util.List;

/**
 * How a controller did in a scenario.
 *
 * @param ticks in order
 * @param published when each frame was, in seconds, in order
 * @param latencyMillis of each of these, since its arrival
 * @param meanTop1 share of the frames that are right, as far as their points' measurements tell
 * @param meanGmacs really computed a frame
 */
public record Outcome(List<Tick> ticks, double[] published, double[] latencyMillis, double meanTop1, double meanGmacs) {

    public Outcome {
        ticks = List.copyOf(ticks);
    }

    public int frames() {
        return published.length;
    }

    /** Share of the frames that took no longer. */
    public double within(double millis) {
        return (double) Arrays.stream(latencyMillis).filter(it -> it <= millis).count() / Math.max(1, frames());
    }

    /**
     * Of the frames published from one time on until another, in seconds: the least latency that no smaller share of them
     * exceeds.
     */
    public double latencyQuantile(double quantile, double from, double until) {
        double[] some = java.util.stream.IntStream.range(0, published.length)
                .filter(i -> published[i] >= from && published[i] < until)
                .mapToDouble(i -> latencyMillis[i])
                .sorted()
                .toArray();
        return some.length == 0 ? Double.NaN : some[Math.max(0, (int) Math.ceil(quantile * some.length) - 1)];
    }

    /** How often the choice changed from one time on until another. */
    public int changes(double from, double until) {
        int changes = 0;
        PointChoice before = null;
        for (Tick tick : ticks) {
            if (tick.seconds() >= from && tick.seconds() < until) {
                changes += before != null && !before.equals(tick.choice()) ? 1 : 0;
                before = tick.choice();
            }
        }
        return changes;
    }

    public int mostBacklog() {
        return ticks.stream().mapToInt(Tick::backlog).max().orElse(0);
    }

    public PointChoice last() {
        return ticks.get(ticks.size() - 1).choice();
    }
}
