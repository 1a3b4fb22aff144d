package dev.avitstreams.ops.savings;

import dev.avitstreams.ops.savings.SavingsReport.Bucket;
import dev.avitstreams.ops.savings.SavingsReport.Line;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** A report in words and columns. */
public final class SavingsTable {
    private static final int COLUMNS = 12;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private SavingsTable() {}

    public static String of(SavingsReport report) {
        StringBuilder text = new StringBuilder();
        List<Line> lines = new ArrayList<>(report.cameras());
        lines.add(report.overall());
        int width = lines.stream().mapToInt(line -> name(line).length()).max().orElse(0);
        String name = "%-" + Math.max(width, "camera".length()) + "s";
        boolean priced = report.overall().costPerThousandFrames() != null;
        add(text, "%s to %s UTC", date(report.from()), date(report.to()));
        add(text, "");
        add(
                text,
                name + " %10s %8s %8s %11s %11s %16s%s",
                "camera",
                "classified",
                "refused",
                "skipped",
                "mean depth",
                "MACs saved",
                "TMACs/1000 (of)",
                priced ? String.format(Locale.ROOT, " %10s", "cost/1000") : "");
        lines.forEach(line -> add(
                text,
                name + " %10d %8d %8d %11.2f %10.1f%% %8.3f (%5.3f)%s",
                name(line),
                line.classified(),
                line.rejected(),
                line.skipped(),
                line.meanDepth(),
                100 * line.macsSavedShare(),
                line.teraMacsPerThousandFrames(),
                line.denseTeraMacsPerThousandFrames(),
                line.costPerThousandFrames() == null
                        ? ""
                        : String.format(Locale.ROOT, " %10.4f", line.costPerThousandFrames())));
        addBuckets(text, report, lines, name);
        addAlarms(text, report);
        return text.toString();
    }

    private static void addBuckets(StringBuilder text, SavingsReport report, List<Line> lines, String name) {
        TreeSet<String> all = new TreeSet<>();
        report.overall().buckets().forEach(bucket -> all.add(bucket.start()));
        List<String> starts = new ArrayList<>(all);
        List<String> shown = starts.subList(Math.max(0, starts.size() - COLUMNS), starts.size());
        if (shown.isEmpty()) {
            return;
        }
        add(
                text,
                "%nMACs saved, in %%, by %d min from%s",
                report.bucketSeconds() / 60,
                shown.size() < starts.size()
                        ? " (the last " + shown.size() + " of " + starts.size() + "; --json has all)"
                        : "");
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, name, ""));
        shown.forEach(start -> head.append(' ').append(HOUR.format(Instant.parse(start))));
        add(text, "%s", head);
        for (Line line : lines) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, name, name(line)));
            for (String start : shown) {
                Optional<Bucket> bucket = line.buckets().stream()
                        .filter(each -> each.start().equals(start) && each.classified() > 0)
                        .findFirst();
                row.append(bucket.map(each -> String.format(Locale.ROOT, " %5.0f", 100 * each.macsSavedShare()))
                        .orElse("     ·"));
            }
            add(text, "%s", row);
        }
    }

    private static void addAlarms(StringBuilder text, SavingsReport report) {
        add(text, "");
        if (report.driftAlarms().isEmpty()) {
            add(text, "No camera's depths have moved.");
        }
        report.driftAlarms()
                .forEach(alarm -> add(
                        text,
                        "%s has changed at %s UTC: tokens halt %.2f layers from where they did (%.2f at most before), mean"
                                + " depth %.2f, was %.2f",
                        alarm.camera(),
                        date(alarm.bucket()),
                        alarm.layers(),
                        alarm.usualLayers(),
                        alarm.meanDepthNow(),
                        alarm.meanDepthBefore()));
    }

    private static String name(Line line) {
        return line.camera().equals(SavingsLedger.ALL_CAMERAS) ? "all" : line.camera();
    }

    private static String date(String instant) {
        return DATE.format(Instant.parse(instant));
    }

    private static void add(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append(System.lineSeparator());
    }
}
