package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.load.LoadImage;
import dev.avitstreams.ops.load.LoadPlan;
import dev.avitstreams.ops.load.LoadReport;
import dev.avitstreams.ops.load.LoadRun;
import dev.avitstreams.ops.load.LoadSchedules;
import dev.avitstreams.ops.load.LoadStep;
import dev.avitstreams.ops.load.StepReport;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.topology.config.AvitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit load}. */
@Command(
        name = "load",
        header = "Send frames at a rate and measure when their labels come, by stage.",
        description = {
            "",
            "Cameras take turns, so that frames are spread evenly. A frame is sent when it is due, whatever became of "
                    + "those before it, and its time counts from then: a service that falls behind shows. Frames have "
                    + "camera names of their own (load-…), and nothing is committed.",
            "",
            "A step is stable where its frames were sent on time and over its second half all but 2 %% of what came in "
                    + "went out (of few frames 5 %%, up to 32)."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit load --bootstrap localhost:9092 --rate 40 --duration 60",
            "  avit load --config avit.yaml --cameras 64 --schedule 20:30s,40:30s,80:30s --json load.json",
            "",
            "Exit code 1 where a step was not stable or a frame came out twice, 3 where frames are missing."
        })
final class LoadCommand extends AvitCommand {
    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Frames a second, of all cameras. Default: ${DEFAULT-VALUE}.")
    private double rate = 20;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}.")
    private int seconds = 30;

    @Option(
            names = "--schedule",
            paramLabel = "R:TIME",
            description = "Steps of rate and duration, instead of --rate and --duration.")
    private @Nullable String schedule;

    @Option(
            names = "--flood",
            paramLabel = "N",
            description = "Send N frames as fast as the broker takes them, instead of all that.")
    private @Nullable Long flood;

    @Option(names = "--cameras", paramLabel = "C", description = "Default: ${DEFAULT-VALUE}.")
    private int cameras = 8;

    @Mixin
    private final BenchImageOptions images = new BenchImageOptions();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            description =
                    "Without a single result for so long, missing frames are given up. Default: " + "${DEFAULT-VALUE}.")
    private int patience = 30;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    protected ExitStatus execute() throws IOException {
        AvitConfig config = cluster.load();
        LoadPlan plan = plan();
        LoadReport report;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress();
                AvroSerdes serdes = ClusterOptions.serdes(config)) {
            report = new LoadRun(plan, config, serdes, stop, progress::update).run();
        }
        report.steps().forEach(this::print);
        if (report.doubled() > 0) {
            out().printf(Locale.ROOT, "✗ %,d frames came out more than once%n", report.doubled());
        }
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (report.missing() > 0) {
            return ExitStatus.INCOMPLETE_DATA;
        }
        boolean stable = flood != null || report.steps().stream().allMatch(StepReport::stable);
        return stable && report.doubled() == 0 ? ExitStatus.OK : ExitStatus.GATE_FAILED;
    }

    private LoadPlan plan() throws IOException {
        try {
            return new LoadPlan(cameras, steps(), LoadImage.unlabelled(images.encoded()), Duration.ofSeconds(patience));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private List<LoadStep> steps() {
        if (flood != null) {
            return List.of(LoadStep.flood(flood));
        }
        return schedule == null
                ? List.of(LoadStep.paced(rate, Duration.ofSeconds(seconds)))
                : LoadSchedules.parse(schedule);
    }

    private void print(StepReport step) {
        out().printf(
                        Locale.ROOT,
                        "%s: %,d sent, %,d labelled (%.1f/s), %,d dead letters, %,d missing; backlog at the end %,d%s%n",
                        step.offeredPerSecond().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "%.1f frames/s",
                                        step.offeredPerSecond().getAsDouble())
                                : "as fast as possible",
                        step.sent(),
                        step.labelled(),
                        step.labelledPerSecond(),
                        step.deadLettered(),
                        step.missing(),
                        step.backlog(),
                        flood != null ? "" : step.stable() ? ", stable" : ", NOT stable");
        out().println(StageTable.of(step.millis()));
    }
}
