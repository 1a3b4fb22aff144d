package dev.avitstreams.ops.demo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a demo ended; the fields are a contract (docs/cli.md).
 *
 * @param frames sent by the cameras and confirmed by the broker
 * @param meanDepth over the classified frames
 * @param macsSavedShare of the dense model's multiply-accumulates, 0 to 1
 * @param seconds from the first frame sent to the last accounted for
 * @param layers L, the depth of the model
 * @param repeated frames that came out more than once
 * @param flushReasons batches by why they were closed
 */
public record DemoReport(
        long frames,
        long classified,
        long rejected,
        long skipped,
        double meanDepth,
        double macsSavedShare,
        double seconds,
        int layers,
        long repeated,
        double meanBatchSize,
        Map<String, Long> flushReasons,
        Map<String, CameraReport> cameras) {

    /** One camera's share. */
    public record CameraReport(
            long classified, long rejected, double meanDepth, double macsSavedShare, Map<String, Long> labels) {}

    static DemoReport of(long frames, FrameAccount account, double seconds, Map<String, Long> flushReasons) {
        Map<String, CameraReport> cameras = new TreeMap<>();
        account.cameras()
                .forEach((camera, totals) -> cameras.put(
                        camera,
                        new CameraReport(
                                totals.classified(),
                                totals.rejected(),
                                totals.meanDepth(),
                                totals.macsSavedShare(),
                                totals.topLabels(5))));
        return new DemoReport(
                frames,
                account.overall().classified(),
                account.overall().rejected(),
                account.skipped(),
                account.overall().meanDepth(),
                account.overall().macsSavedShare(),
                seconds,
                account.layers(),
                account.repeated(),
                account.meanBatchSize(),
                new LinkedHashMap<>(flushReasons),
                cameras);
    }

    /** Whether every frame sent came out, and no frame twice. */
    public boolean isComplete() {
        return classified + rejected + skipped == frames && repeated == 0;
    }

    /** The summary as a table. */
    public String table() {
        StringBuilder table = new StringBuilder();
        int width = cameras.keySet().stream().mapToInt(String::length).max().orElse(0);
        String name = "%-" + Math.max(width, "camera".length()) + "s";
        line(table, name + " %7s %9s %11s %7s  %s", "camera", "frames", "rejected", "mean depth", "saved", "labels");
        cameras.forEach((camera, totals) -> line(
                table,
                name + " %7d %9d %11.1f %6.0f%%  %s",
                camera,
                totals.classified() + totals.rejected(),
                totals.rejected(),
                totals.meanDepth(),
                100 * totals.macsSavedShare(),
                labels(totals.labels())));
        line(
                table,
                name + " %7d %9d %11.1f %6.0f%%  of %d layers",
                "all",
                classified + rejected,
                rejected,
                meanDepth,
                100 * macsSavedShare,
                layers);
        line(table, "%n%d frames in %.1f s, %.1f frames/s", frames, seconds, frames / Math.max(seconds, 1e-3));
        line(
                table,
                "%d classified + %d rejected + %d skipped = %d accounted for%s",
                classified,
                rejected,
                skipped,
                classified + rejected + skipped,
                repeated == 0 ? ", each exactly once" : "; " + repeated + " CAME OUT TWICE");
        if (!flushReasons.isEmpty()) {
            line(
                    table,
                    "micro-batches of %.1f frames, averaged over frames; closed by: %s",
                    meanBatchSize,
                    flushReasons.entrySet().stream()
                            .map(reason -> reason.getKey() + " " + reason.getValue())
                            .collect(Collectors.joining(", ")));
        }
        return table.toString();
    }

    private static String labels(Map<String, Long> labels) {
        return labels.entrySet().stream()
                .limit(3)
                .map(label -> label.getKey() + " " + label.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
