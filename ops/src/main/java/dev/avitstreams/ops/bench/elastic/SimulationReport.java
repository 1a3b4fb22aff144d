package dev.avitstreams.ops.bench.elastic;

import java.util.List;

/**
 * What {@code avit bench elastic} found by simulation.
 *
 * @param points of the ladder, the best first
 * @param capacity frames a second at the best point
 * @param mostCapacity frames a second at the cheapest point
 * @param series of the first scenario: elastic, and the best point throughout
 */
public record SimulationReport(
        List<String> points,
        long objectiveMillis,
        double capacity,
        double mostCapacity,
        long seed,
        List<Row> rows,
        List<Series> series) {
    public SimulationReport {
        points = List.copyOf(points);
        rows = List.copyOf(rows);
        series = List.copyOf(series);
    }

    /**
     * A controller in a scenario.
     *
     * @param withinObjective share of the frames
     * @param meanTop1 share of frames right that the points' measurements let expect
     * @param changes of the choice
     * @param mostBacklog frames
     */
    public record Row(
            String scenario,
            String controller,
            int frames,
            double withinObjective,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double meanTop1,
            double meanGmacs,
            int changes,
            int mostBacklog) {}
}
