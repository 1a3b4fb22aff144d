package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.overload.OverloadPlan;
import dev.avitstreams.ops.chaos.overload.OverloadReport;
import dev.avitstreams.ops.chaos.overload.OverloadRun;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.topology.config.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit chaos overload}. */
@Command(
        name = "overload",
        header = "Send three times what one instance can serve; check memory, and that no frame is lost.",
        description = {
            "",
            "Measures the capacity of an instance, sends a multiple of it for a while, waits until what has piled up is "
                    + "worked off, and audits everything. With --skip-stale-after old frames are skipped: then every "
                    + "skip must be counted, and no served frame be older than that and what the operator may take. "
                    + "Where less than 90 %% of the load could be sent the run is not sound.",
            "",
            "Without it the backlog takes twice as long again to be worked off."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit chaos overload --minutes 10",
            "  avit chaos overload --minutes 10 --skip-stale-after 2s --json overload.json",
            "",
            "Exit code 1 where a bound or a promise was broken, or there was not the overload asked for; data and logs "
                    + "are then kept."
        })
final class ChaosOverloadCommand extends AvitCommand {
    @Option(names = "--minutes", paramLabel = "M", description = "Of overload. Default: ${DEFAULT-VALUE}.")
    private double minutes = 10;

    @Option(names = "--factor", paramLabel = "F", description = "Of the capacity. Default: ${DEFAULT-VALUE}.")
    private double factor = 3;

    @Option(names = "--skip-stale-after", paramLabel = "T", description = "As frames.skip-stale-after. Default: never.")
    private @Nullable String skipStaleAfter;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "Most that the instance may hold: 700 MiB of heap, resident from the start, the model and "
                    + "its kernels, and what the JVM takes. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int memory = 1500;

    @Mixin
    private final ChaosOptions options = new ChaosOptions();

    @Override
    protected ExitStatus execute() throws IOException {
        Path folder = options.folder();
        OverloadPlan plan = plan(folder);
        err().println("seed " + plan.seed() + ", data and logs in " + plan.directory());
        OverloadReport report;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            report = new OverloadRun(plan, stop, line -> ChaosTable.say(err(), progress, line), progress::update).run();
        }
        print(report);
        return options.end(folder, report, report.sound(), out());
    }

    private OverloadPlan plan(Path folder) {
        try {
            return new OverloadPlan(
                    Duration.ofMillis(Math.round(minutes * 60_000)),
                    factor,
                    memory,
                    options.cameras,
                    options.seed(),
                    options.deployment(
                            "overload",
                            false,
                            Optional.ofNullable(skipStaleAfter).map(this::duration)),
                    folder);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--skip-stale-after is '" + text + "', " + e.getMessage() + ".");
        }
    }

    private void print(OverloadReport report) {
        out().printf(
                        Locale.ROOT,
                        "%,d frames at %.1f/s of %.1f/s asked, capacity %.1f/s: %,d labels, %,d dead letters, %,d skipped;"
                                + " %,d waited at the end%n",
                        report.frames(),
                        report.framesPerSecond(),
                        report.framesPerSecondAsked(),
                        report.capacity(),
                        report.labels(),
                        report.deadLetters(),
                        report.skipped(),
                        report.backlog());
        out().printf(
                        Locale.ROOT,
                        "served frames: p50 %,d ms, p99 %,d ms, most %,d ms%s%n",
                        report.latencyMillisP50(),
                        report.latencyMillisP99(),
                        report.latencyMillisMax(),
                        report.latencyBoundMillis()
                                .map(most -> String.format(Locale.ROOT, ", bound %,d ms", most))
                                .orElse(""));
        out().printf(
                        Locale.ROOT,
                        "memory: at most %.0f MiB, bound %d MiB; native growth %.0f MiB%n",
                        report.residentMebibytes(),
                        report.memoryBoundMebibytes(),
                        report.nativeGrowthMebibytes());
        ChaosTable.violations(out(), report.violations());
        report.shortfalls().forEach(sentence -> out().println("✗ " + sentence));
        out().println(report.sound() ? "✓ within its bounds, every frame accounted for" : "✗ not sound");
    }
}
