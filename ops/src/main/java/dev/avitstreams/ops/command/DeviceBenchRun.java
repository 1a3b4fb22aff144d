package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.DeviceStream;
import dev.avitstreams.ops.bench.device.DeviceAgreement;
import dev.avitstreams.ops.bench.device.DeviceBench;
import dev.avitstreams.ops.bench.device.DevicePlan;
import dev.avitstreams.ops.bench.device.DeviceReport;
import dev.avitstreams.ops.bench.device.DeviceReport.Timing;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code avit bench operator --device cuda}: runs, prints, and says by its status whether the device is to be trusted. */
final class DeviceBenchRun {
    private DeviceBenchRun() {}

    /**
     * @param stream stays the caller's
     * @param json where to write the report, if anywhere
     */
    static ExitStatus run(
            DevicePlan plan, DeviceStream stream, PrintWriter out, Progress progress, @Nullable Path json) {
        DeviceReport report = new DeviceBench(plan, stream, progress::update).run();
        progress.close();
        print(report, out);
        if (json != null) {
            JsonReport.write(json, report);
        }
        return report.passed() ? ExitStatus.OK : ExitStatus.GATE_FAILED;
    }

    private static void print(DeviceReport report, PrintWriter out) {
        out.printf("%s on %s, %d images%n%nagainst the CPU%n", report.model(), report.device(), report.images());
        for (DeviceAgreement check : report.checks()) {
            out.printf(
                    Locale.ROOT,
                    "%-4s %s: logits within %.1e (dense %.1e), %d of %d depths differ, same class for %.1f %%%n",
                    check.precision(),
                    check.passed() ? "passed" : "FAILED",
                    check.largestDifference(),
                    check.largestDenseDifference(),
                    check.depthMismatches(),
                    check.tokens(),
                    100 * check.sameClass());
        }
        out.printf(
                "%nms an image, median of %d rounds%n%5s %6s %8s %8s %18s %11s%n",
                report.rounds(), "", "batch", "dense", "halting", "factor", "MAC ratio");
        for (Timing timing : report.timings()) {
            out.printf(
                    Locale.ROOT,
                    "%5s %6d %8.3f %8.3f %5.2f (%.2f–%.2f) %11.3f  %.3f of what the MACs allow%n",
                    timing.precision(),
                    timing.batch(),
                    timing.denseMillisPerImage().median(),
                    timing.haltingMillisPerImage().median(),
                    timing.factor().median(),
                    timing.factor().least(),
                    timing.factor().most(),
                    timing.macRatio(),
                    timing.ofIdeal());
        }
    }
}
