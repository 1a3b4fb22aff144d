package dev.avitstreams.ops.chaos.series;

import dev.avitstreams.ops.chaos.ExactlyOnceReport;
import java.util.List;

/**
 * How a series went, as written by {@code --json}.
 *
 * @param exact whether the promise held in every run
 */
public record SeriesReport(boolean exact, int runs, int failed, double seconds, List<Row> rows) {
    public SeriesReport {
        rows = List.copyOf(rows);
    }

    /**
     * One run.
     *
     * @param replay the command that does it again
     */
    public record Row(int run, String replay, ExactlyOnceReport report) {}

    static SeriesReport of(List<Row> rows, double seconds) {
        int failed = (int) rows.stream().filter(row -> !row.report().exact()).count();
        return new SeriesReport(failed == 0, rows.size(), failed, seconds, rows);
    }
}
