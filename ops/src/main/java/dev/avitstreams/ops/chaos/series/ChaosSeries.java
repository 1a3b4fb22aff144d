package dev.avitstreams.ops.chaos.series;

import dev.avitstreams.ops.chaos.ExactlyOncePlan;
import dev.avitstreams.ops.chaos.ExactlyOnceReport;
import dev.avitstreams.ops.chaos.ExactlyOnceRun;
import dev.avitstreams.ops.chaos.cluster.ChaosCluster;
import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.ops.console.StopSignal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Does the runs of a {@link SeriesPlan}. To be run once, by one thread. */
public final class ChaosSeries {
    private final SeriesPlan plan;
    private final List<ExactlyOncePlan> runs;
    private final StopSignal stop;
    private final Consumer<String> narrator;
    private final Consumer<String> progress;
    private final Consumer<SeriesReport.Row> onRun;

    /**
     * @param narrator told what happens, one line at a time, by any thread
     * @param progress told how far a run is, several times a second
     * @param onRun told of each run as it ends
     * @throws IllegalArgumentException naming what no run could be made of
     */
    public ChaosSeries(
            SeriesPlan plan,
            StopSignal stop,
            Consumer<String> narrator,
            Consumer<String> progress,
            Consumer<SeriesReport.Row> onRun) {
        this.plan = plan;
        this.runs = plan.plans();
        this.stop = stop;
        this.narrator = narrator;
        this.progress = progress;
        this.onRun = onRun;
    }

    public SeriesReport run() {
        long began = System.nanoTime();
        List<SeriesReport.Row> rows = new ArrayList<>();
        Path folder = plan.directory().resolve("cluster");
        try (ChaosCluster cluster = ChaosCluster.start(plan.brokers(), Timeouts.SHORT.brokerSettings(), folder, stop)) {
            for (ExactlyOncePlan run : runs) {
                narrator.accept("run " + (rows.size() + 1) + " of " + runs.size() + ": " + SeriesPlan.replay(run));
                ExactlyOnceReport report = new ExactlyOnceRun(run, stop, narrator, progress).run(cluster);
                SeriesReport.Row row = new SeriesReport.Row(rows.size() + 1, SeriesPlan.replay(run), report);
                rows.add(row);
                onRun.accept(row);
                cluster.forget(run.name());
            }
        }
        return SeriesReport.of(rows, (System.nanoTime() - began) / 1e9);
    }
}
