package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.series.ChaosSeries;
import dev.avitstreams.ops.chaos.series.SeriesPlan;
import dev.avitstreams.ops.chaos.series.SeriesReport;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit chaos series}. */
@Command(
        name = "series",
        header = "Many short runs of faults on one cluster, each audited by itself.",
        description = {
            "",
            "As avit chaos exactly-once --short, time and again with another seed: topics, group and instances are new "
                    + "for each run, brokers and registry are not. Kinds of faults are dealt out like cards, so that "
                    + "each comes up equally often; group protocols take turns."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit chaos series",
            "  avit chaos series --runs 6 --brokers 1 --seed 42 --json series.json",
            "",
            "Exit code 1 where a promise was broken; the command that repeats that run is printed, and its logs are kept."
        })
final class ChaosSeriesCommand extends AvitCommand {
    @Option(names = "--runs", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int runs = 50;

    @Option(names = "--frames", paramLabel = "N", description = "Of each run. Default: ${DEFAULT-VALUE}.")
    private int frames = 400;

    @Option(names = "--faults", paramLabel = "N", description = "Of each run. Default: ${DEFAULT-VALUE}.")
    private int faults = 3;

    @Option(names = "--kinds", paramLabel = "K,…|all", description = "Of faults. Default: ${DEFAULT-VALUE}.")
    private String kinds = ChaosOptions.ALL;

    @Option(names = "--rate", paramLabel = "R", description = "Most frames a second. Default: ${DEFAULT-VALUE}.")
    private double rate = 100;

    @Option(
            names = "--group-protocol",
            paramLabel = "classic|streams|both",
            description = "How instances share the work. Default: ${DEFAULT-VALUE}.")
    private String groupProtocol = "both";

    @Mixin
    private final ChaosOptions options = new ChaosOptions();

    ChaosSeriesCommand() {
        options.brokers = 3;
        options.cameras = 16;
        options.partitions = 4;
    }

    @Override
    protected ExitStatus execute() throws IOException {
        Path folder = options.folder();
        SeriesPlan plan = plan(folder);
        err().println("seed " + plan.seed() + ", data and logs in " + plan.directory());
        SeriesReport report;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            report = series(plan, stop, progress).run();
        }
        out().printf(
                        Locale.ROOT,
                        "%s %d of %d runs exact, in %.0f s%n",
                        report.exact() ? "✓" : "✗",
                        report.runs() - report.failed(),
                        report.runs(),
                        report.seconds());
        return options.end(folder, report, report.exact(), out());
    }

    private ChaosSeries series(SeriesPlan plan, StopSignal stop, Progress progress) {
        try {
            return new ChaosSeries(
                    plan,
                    stop,
                    line -> ChaosTable.say(err(), progress, line),
                    progress::update,
                    row -> ChaosTable.print(out(), row));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private SeriesPlan plan(Path folder) {
        String protocol = groupProtocol.toLowerCase(Locale.ROOT);
        try {
            return new SeriesPlan(
                    runs,
                    frames,
                    faults,
                    options.kinds(kinds),
                    options.cameras,
                    options.partitions,
                    options.instances,
                    options.brokers,
                    rate,
                    options.seed(),
                    protocol.equals("both") ? List.of("classic", "streams") : List.of(protocol),
                    options.model(),
                    folder);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }
}
