package dev.avitstreams.ops.command;

import dev.avitstreams.ops.load.Quantiles;
import dev.avitstreams.ops.load.Stage;
import java.util.Locale;
import java.util.Map;

/** Times by stage, for the shell. */
final class StageTable {
    private StageTable() {}

    /** @param stages by name in lower case, as reports have them */
    static String of(Map<String, Quantiles> stages) {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%-22s %8s %8s %8s %8s%n", "milliseconds", "p50", "p95", "p99", "most"));
        for (Stage stage : Stage.values()) {
            Quantiles times = stages.get(stage.name().toLowerCase(Locale.ROOT));
            if (times != null) {
                table.append(String.format(
                        Locale.ROOT,
                        "%-22s %8.1f %8.1f %8.1f %8.1f%n",
                        stage.title(),
                        times.p50(),
                        times.p95(),
                        times.p99(),
                        times.most()));
            }
        }
        return table.toString();
    }
}
