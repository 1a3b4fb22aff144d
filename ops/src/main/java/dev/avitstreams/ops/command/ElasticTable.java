package dev.avitstreams.ops.command;

import dev.avitstreams.ops.bench.elastic.LiveReport;
import dev.avitstreams.ops.bench.elastic.LiveReport.Part;
import dev.avitstreams.ops.bench.elastic.LiveReport.PointUse;
import dev.avitstreams.ops.bench.elastic.SimulationReport;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints what {@code avit bench elastic} found. */
final class ElasticTable {
    private ElasticTable() {}

    static void print(SimulationReport report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Simulated: points %s; %.1f frames/s at the best, %.1f at the cheapest; objective %d ms%n%n"
                        + "%-10s %-10s %8s %8s %8s %8s %8s %8s %8s %8s%n",
                String.join(", ", report.points()),
                report.capacity(),
                report.mostCapacity(),
                report.objectiveMillis(),
                "scenario",
                "controller",
                "in time",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "top-1",
                "gmacs",
                "changes",
                "backlog");
        for (SimulationReport.Row row : report.rows()) {
            out.printf(
                    Locale.ROOT,
                    "%-10s %-10s %7.2f%% %8.0f %8.0f %8.0f %8.4f %8.3f %8d %8d%n",
                    row.scenario(),
                    row.controller(),
                    100 * row.withinObjective(),
                    row.p50Millis(),
                    row.p95Millis(),
                    row.p99Millis(),
                    row.meanTop1(),
                    row.meanGmacs(),
                    row.changes(),
                    row.mostBacklog());
        }
    }

    static void print(LiveReport report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s on %s; %.1f frames/s at '%s'; objective %d ms, skipped after %d ms, %d cameras, %s, warm-up %d s%n%n"
                        + "%-8s %5s %6s %8s %8s %8s %8s %7s %7s %7s %8s %7s %7s %6s%n",
                report.model(),
                report.processor(),
                report.capacity(),
                report.capacityOf(),
                report.objectiveMillis(),
                report.skipStaleAfterMillis(),
                report.cameras(),
                report.threads().isPresent() ? report.threads().getAsInt() + " threads" : "the service's threads",
                report.warmUpSeconds(),
                "mode",
                "round",
                "load",
                "offered",
                "labelled",
                "skipped",
                "in time",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "settled",
                "top-1",
                "expect",
                "gmacs");
        for (LiveReport.Row row : report.rows()) {
            row.segments().forEach(part -> print(row, part, out));
            print(row, row.all(), out);
        }
        out.printf(
                Locale.ROOT,
                "%nsettled: p95 ms without the first %.0f s of each load; expect: top-1 by the points' measurements%n%n"
                        + "%-8s %5s %-14s %8s %8s %8s %9s %7s %9s%n",
                report.reactionSeconds(),
                "mode",
                "round",
                "point",
                "frames",
                "share",
                "top-1",
                "measured",
                "gmacs",
                "measured");
        for (LiveReport.Row row : report.rows()) {
            row.points().forEach(use -> print(row, use, out));
        }
        for (LiveReport.Row row : report.rows()) {
            row.segments().stream().filter(part -> !part.punctual()).forEach(part -> warn(row, part, out));
        }
    }

    /** How each run can be computed again from what was kept. */
    static void printReplay(LiveReport report, Path kept, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nTo compute a run again and compare every bit:%n"
                        + "  avit broker --dir %s --port %s --registry-port %d%n",
                kept.resolve("broker"),
                report.bootstrap().substring(report.bootstrap().lastIndexOf(':') + 1),
                URI.create(report.registry()).getPort());
        for (LiveReport.Row row : report.rows()) {
            out.printf(
                    Locale.ROOT,
                    "  avit evaluate --as-recorded%s --config %s --from %d --to %d   # %s, round %d%n",
                    row.all().skipped() > 0 ? " --tolerate unlabelled" : "",
                    kept.resolve("service-" + row.service()).resolve("avit.yaml"),
                    row.beganMillis(),
                    row.endedMillis(),
                    row.mode(),
                    row.round());
        }
    }

    private static void warn(LiveReport.Row row, Part part, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n✗ %s, round %d, load %s: frames were sent up to %,.0f ms after they were due, so that the load was not what"
                        + " it says. Something else keeps this machine or its disk busy; measure again without it.%n",
                row.mode(),
                row.round(),
                load(part),
                part.mostLateMillis());
    }

    private static String load(Part part) {
        return part.factor().isPresent()
                ? String.format(Locale.ROOT, "%.2f", part.factor().getAsDouble())
                : "all";
    }

    private static void print(LiveReport.Row row, Part part, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-8s %5d %6s %8d %8d %8d %7.2f%% %7.0f %7.0f %7.0f %8.0f %7s %7.3f %6.3f%n",
                row.mode(),
                row.round(),
                load(part),
                part.offered(),
                part.labelled(),
                part.skipped(),
                100 * part.withinObjective(),
                part.p50Millis(),
                part.p95Millis(),
                part.p99Millis(),
                part.p95AfterReaction(),
                share(part.top1()),
                part.expectedTop1(),
                part.meanGmacs());
    }

    private static void print(LiveReport.Row row, PointUse use, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-8s %5d %-14s %8d %7.1f%% %8s %9.3f %7.3f %9.3f%n",
                row.mode(),
                row.round(),
                use.point(),
                use.frames(),
                100 * use.share(),
                share(use.top1()),
                use.measuredTop1(),
                use.meanGmacs(),
                use.measuredGmacs());
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.3f", share.getAsDouble()) : "-";
    }
}
