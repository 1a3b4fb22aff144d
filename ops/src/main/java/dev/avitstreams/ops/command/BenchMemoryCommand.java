package dev.avitstreams.ops.command;

import dev.avitstreams.ops.bench.memory.MemoryBench;
import dev.avitstreams.ops.bench.memory.MemoryProcess;
import dev.avitstreams.ops.bench.memory.MemoryReport;
import dev.avitstreams.ops.bench.memory.MemorySample;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.topology.config.AvitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit bench memory}. */
@Command(
        name = "memory",
        header = "Whether native memory stays flat over many frames.",
        description = {
            "",
            "Sends frames through the service's operator, every twentieth damaged, and measures the process after each "
                    + "twentieth of them. Native memory is what is neither heap nor the JVM's code and classes; handles "
                    + "are native objects owned by Java. Linux only."
        },
        sortOptions = false,
        footer = {"", "Exit code 1 where either grew after the first quarter."})
final class BenchMemoryCommand extends AvitCommand {
    @Option(names = "--frames", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int frames = 20_000;

    @Mixin
    private final BenchImageOptions images = new BenchImageOptions();

    @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
    private @Nullable Path model;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() throws IOException {
        return MemoryProcess.isThis() ? measure() : MemoryProcess.run(arguments());
    }

    private ExitStatus measure() throws IOException {
        Path folder = model == null ? ModelHome.bundled() : model;
        AvitConfig config = AvitConfig.parse(
                "",
                Map.of(
                        "AVIT_KAFKA_BOOTSTRAP_SERVERS",
                        "unused:1",
                        "AVIT_REGISTRY_URLS",
                        "http://unused",
                        "AVIT_MODEL_FOLDER",
                        folder.toString()));
        MemoryReport report;
        try (Progress progress = progress()) {
            List<byte[]> encoded = images.encoded();
            report = bench(config, encoded, progress).run();
        }
        print(report);
        if (json != null) {
            JsonReport.write(json, report);
        }
        return report.flat() ? ExitStatus.OK : ExitStatus.GATE_FAILED;
    }

    private MemoryBench bench(AvitConfig config, List<byte[]> encoded, Progress progress) {
        try {
            return new MemoryBench(config, encoded, frames, progress::update);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private void print(MemoryReport report) {
        out().printf("%8s %14s %12s %9s%n", "frames", "resident MiB", "native MiB", "handles");
        for (MemorySample sample : report.samples()) {
            out().printf(
                            Locale.ROOT,
                            "%,8d %14.1f %12.1f %,9d%n",
                            sample.frames(),
                            sample.residentMebibytes(),
                            sample.nativeMebibytes(),
                            sample.liveHandles());
        }
        out().printf(
                        Locale.ROOT,
                        "%s %,d classified, %,d damaged and rejected; after the first quarter native memory grew by %.1f MiB, "
                                + "handles by %d%n",
                        report.flat() ? "✓" : "✗",
                        report.classified(),
                        report.rejected(),
                        report.growthMebibytes(),
                        report.handleGrowth());
    }
}
