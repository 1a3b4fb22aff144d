package dev.avitstreams.ops.load;

import java.util.List;

/**
 * What became of a load.
 *
 * @param doubled outcomes that some frame had beyond its first
 */
public record LoadReport(int cameras, double seconds, long doubled, List<StepReport> steps) {
    public LoadReport {
        steps = List.copyOf(steps);
    }

    public long missing() {
        return steps.stream().mapToLong(StepReport::missing).sum();
    }
}
