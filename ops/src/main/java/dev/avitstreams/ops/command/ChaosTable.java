package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.ExactlyOnceReport;
import dev.avitstreams.ops.chaos.audit.Findings.Finding;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.chaos.series.SeriesReport;
import dev.avitstreams.ops.console.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what came of runs of faults. */
final class ChaosTable {
    private ChaosTable() {}

    static void say(PrintWriter err, Progress progress, String line) {
        err.println(String.format(Locale.ROOT, "%5.0f s  %s", progress.elapsed().toNanos() / 1e9, line));
    }

    static void print(PrintWriter out, ExactlyOnceReport report) {
        out.printf(
                Locale.ROOT,
                "%,d frames in %.0f s: %,d labels and %,d dead letters, %,d summaries%n",
                report.frames(),
                report.loadSeconds(),
                report.labels(),
                report.deadLetters(),
                report.summaries());
        out.printf(
                "%d faults survived, %d not done; %d transactions vetoed, %d stalls, instances ended by themselves %d times%s%n",
                report.faults().size(),
                report.faultsMissed().size(),
                report.vetoes(),
                report.stalls(),
                report.unexpectedExits().size(),
                codes(report));
        report.internalTopics()
                .forEach((topic, contents) -> out.printf(
                        Locale.ROOT,
                        "%s: %,d records, largest value %,d bytes%n",
                        topic,
                        contents.records(),
                        contents.largestValueBytes()));
        violations(out, report.violations());
        out.printf(
                "%s lost %d, doubled %d, reordered %d%n",
                report.exact() ? "✓" : "✗", report.lost(), report.doubled(), report.reordered());
    }

    /** One line for a run of a series. */
    static void print(PrintWriter out, SeriesReport.Row row) {
        ExactlyOnceReport report = row.report();
        out.printf(
                Locale.ROOT,
                "%s %2d  seed %-6d %-7s %4d frames %5.0f s  lost %d, doubled %d, reordered %d, vetoed %d, stalls %d%s%n",
                report.exact() ? "✓" : "✗",
                row.run(),
                report.seed(),
                report.groupProtocol(),
                report.frames(),
                report.seconds(),
                report.lost(),
                report.doubled(),
                report.reordered(),
                report.vetoes(),
                report.stalls(),
                codes(report));
        report.faults().forEach(fault -> out.println("      " + fault));
        report.faultsMissed().forEach(fault -> out.println("      not done: " + fault));
        if (!report.exact()) {
            violations(out, report.violations());
            out.println("      again: " + row.replay());
        }
        out.flush();
    }

    private static String codes(ExactlyOnceReport report) {
        return report.unexpectedExits().isEmpty()
                ? ""
                : report.unexpectedExits().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", ", exit codes ", ""));
    }

    static void violations(PrintWriter out, Map<Violation, Finding> violations) {
        violations.forEach((violation, finding) -> {
            out.printf(Locale.ROOT, "✗ %s: %,d%n", violation, finding.count());
            finding.examples().forEach(example -> out.println("    " + example));
        });
    }
}
