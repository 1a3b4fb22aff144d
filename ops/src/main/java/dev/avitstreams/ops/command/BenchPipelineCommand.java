package dev.avitstreams.ops.command;

import dev.avitstreams.ops.bench.pipeline.PipelineBench;
import dev.avitstreams.ops.bench.pipeline.PipelinePicture;
import dev.avitstreams.ops.bench.pipeline.PipelinePlan;
import dev.avitstreams.ops.bench.pipeline.PipelineReport;
import dev.avitstreams.ops.bench.pipeline.PipelineReport.Row;
import dev.avitstreams.ops.bench.pipeline.VariedSetting;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.Cores;
import dev.avitstreams.ops.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit bench pipeline}. */
@Command(
        name = "pipeline",
        header = "The service through Kafka against its operator alone.",
        description = {
            "",
            "Starts a broker and the service as processes of their own, with the service's defaults but for three "
                    + "timeouts. Saturation: a backlog of --frames is worked off, and frames a second are counted as their labels become "
                    + "visible to a reader of committed records. Before and after each the same operator, decoding "
                    + "included, is fed half as many from memory while the service is suspended. Last, frames come at half the "
                    + "saturated rate, first to warm up and then to tell their time by stage.",
            "",
            "Several --cameras, --partitions or --instances are measured in every combination, first at the defaults and "
                    + "then with each value of each --vary in turn; frames then come at half the rate of the defaults."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit bench pipeline",
            "  avit bench pipeline --cameras 1,8,64 --partitions 1,8 --instances 1,2 --rounds 1 --json pipeline.json",
            "  avit bench pipeline --apart 1 --warm-up 4",
            "  avit bench pipeline --vary batch.max-delay=0ms,50ms --vary threads=1,2 --picture settings.png"
        })
final class BenchPipelineCommand extends AvitCommand {
    @Mixin
    private final BenchImageOptions images = new BenchImageOptions();

    @Option(names = "--frames", paramLabel = "N", description = "Of a backlog. Default: ${DEFAULT-VALUE}.")
    private int frames = 2000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Rounds that do not count, in which JVMs compile what they do most. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 2;

    @Option(names = "--rounds", paramLabel = "N", description = "At saturation. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--half-load",
            paramLabel = "SECONDS",
            description = "How long frames come at half the saturated rate, twice. Default: ${DEFAULT-VALUE}.")
    private int halfSeconds = 60;

    @Option(names = "--cameras", paramLabel = "N", split = ",", description = "Default: 32.")
    private List<Integer> cameras = List.of(32);

    @Option(names = "--partitions", paramLabel = "N", split = ",", description = "Default: 8.")
    private List<Integer> partitions = List.of(8);

    @Option(
            names = "--instances",
            paramLabel = "N",
            split = ",",
            description = "Of the service, which share its cores. Default: 1.")
    private List<Integer> instances = List.of(1);

    @Option(
            names = "--apart",
            paramLabel = "CORES",
            description =
                    "Give broker and load as many cores of their own, as on another machine; service and operator "
                            + "alone have the others. Default: all share all.")
    private int apart;

    @Option(
            names = "--vary",
            paramLabel = "SETTING=V,V",
            description = "Values of a setting to try, one at a time; may be repeated. Kafka's own begin with kafka.")
    private List<String> varied = List.of();

    @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
    private @Nullable Path model;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw throughput, and latency at half load, of each combination as PNG.")
    private @Nullable Path picture;

    @Override
    protected ExitStatus execute() throws IOException {
        Path folder = model == null ? ModelHome.bundled() : model;
        PipelinePlan plan = plan(folder);
        Cores cores = cores();
        List<byte[]> shown = images.encoded();
        Path directory = Files.createTempDirectory("avit-bench-");
        PipelineReport report;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            report = new PipelineBench(plan, shown, directory, cores, stop, progress::update).run();
        }
        print(report);
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (picture != null) {
            PipelinePicture.write(report, picture);
        }
        TemporaryFolder.delete(directory); // kept where something went wrong: the logs are in it
        return ExitStatus.OK;
    }

    private Cores cores() {
        try {
            return Cores.here(apart);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private PipelinePlan plan(Path folder) {
        try {
            return new PipelinePlan(
                    folder,
                    cameras,
                    partitions,
                    instances,
                    varied.stream()
                            .flatMap(text -> VariedSetting.parse(text).stream())
                            .toList(),
                    frames,
                    warmUp,
                    rounds,
                    Duration.ofSeconds(halfSeconds));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private void print(PipelineReport report) {
        out().printf(
                        "%s on %s, %smedian of %d rounds (extremes)%n%n%-10s %7s %10s %9s %8s %18s %8s %8s %8s%n",
                        report.model(),
                        report.processor(),
                        report.apart() == 0 ? "" : report.apart() + " of its cores for broker and load, ",
                        report.rounds(),
                        "load",
                        "cameras",
                        "partitions",
                        "instances",
                        "frames/s",
                        "of operator alone",
                        "p50 ms",
                        "p95 ms",
                        "p99 ms");
        report.rows().forEach(this::print);
        out().printf(
                        "%nProcessor time a frame, ms, of all cores together%n%-10s %14s %8s %8s %8s%n",
                        "load", "operator alone", "service", "broker", "load");
        for (Row row : report.rows()) {
            out().printf(
                            Locale.ROOT,
                            "%-10s %14.1f %8.1f %8.1f %8.1f  %s%n",
                            row.load(),
                            row.operatorCpuMillis(),
                            row.cpuMillis().service(),
                            row.cpuMillis().broker(),
                            row.cpuMillis().load(),
                            row.setting() == null ? "" : row.setting());
        }
        for (Row row : report.rows()) {
            if (row.load().equals("half")) {
                printStages(row);
            }
        }
    }

    private void print(Row row) {
        out().printf(
                        Locale.ROOT,
                        "%-10s %7d %10d %9d %8.1f  %.3f (%.3f–%.3f) %8.1f %8.1f %8.1f  %s%n",
                        row.load(),
                        row.cameras(),
                        row.partitions(),
                        row.instances(),
                        row.framesPerSecond(),
                        row.operatorShare(),
                        row.operatorShares().least(),
                        row.operatorShares().most(),
                        row.p50Millis(),
                        row.p95Millis(),
                        row.p99Millis(),
                        row.setting() == null ? "" : row.setting());
    }

    private void printStages(Row row) {
        out().printf(
                        Locale.ROOT,
                        "%nHalf load, %d cameras, %d partitions, %d instances%s; three times the wait for a batch and the "
                                + "median batch: %.0f ms%n%s",
                        row.cameras(),
                        row.partitions(),
                        row.instances(),
                        row.setting() == null ? "" : ", " + row.setting(),
                        row.boundMillis(),
                        StageTable.of(row.stages()));
    }
}
