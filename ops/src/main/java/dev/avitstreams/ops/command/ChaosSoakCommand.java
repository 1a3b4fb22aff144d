package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.fault.FaultKind;
import dev.avitstreams.ops.chaos.soak.SoakPlan;
import dev.avitstreams.ops.chaos.soak.SoakReport;
import dev.avitstreams.ops.chaos.soak.SoakRun;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit chaos soak}. */
@Command(
        name = "soak",
        header = "An hour at 60 %% load with a fault every minute; watch memory, threads, handles and lag.",
        description = {
            "",
            "Measures the capacity of the instances, sends an even share of it, and breaks something every minute. "
                    + "Instance 0 is spared the faults that end a process, so that what it holds can be followed from "
                    + "beginning to end. Samples go to soak.csv and soak.png in --dir; at the end everything is audited."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit chaos soak --dir work/soak",
            "  avit chaos soak --minutes 3 --dir work/soak",
            "",
            "Exit code 1 where a promise was broken or something grew beyond what comes and goes."
        })
final class ChaosSoakCommand extends AvitCommand {
    @Option(names = "--minutes", paramLabel = "M", description = "Default: ${DEFAULT-VALUE}.")
    private int minutes = 60;

    @Option(names = "--load", paramLabel = "SHARE", description = "Of the capacity. Default: ${DEFAULT-VALUE}.")
    private double load = 0.6;

    @Option(names = "--fault-every", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}.")
    private int faultEvery = 60;

    @Option(
            names = "--kinds",
            paramLabel = "K,…|all",
            description = "Of faults, but for broker-loss. Default: ${DEFAULT-VALUE}.")
    private String kinds = ChaosOptions.ALL;

    @Mixin
    private final ChaosOptions options = new ChaosOptions();

    @Override
    protected ExitStatus execute() throws IOException {
        Path folder = options.folder();
        SoakPlan plan = plan(folder);
        err().println("seed " + plan.seed() + ", data and logs in " + plan.directory());
        SoakReport report;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            report = new SoakRun(plan, stop, line -> ChaosTable.say(err(), progress, line), progress::update).run();
        }
        print(report);
        return options.end(folder, report, report.sound(), out());
    }

    private SoakPlan plan(Path folder) {
        if (faultEvery < 1) {
            throw CommandFailure.usage("--fault-every is " + faultEvery + ", must be 1 second or more.");
        }
        try {
            Set<FaultKind> some = options.kinds(kinds);
            boolean orders = some.stream().anyMatch(FaultKind::isOfOperator);
            return new SoakPlan(
                    Duration.ofMinutes(minutes),
                    load,
                    Duration.ofSeconds(faultEvery),
                    some,
                    options.instances,
                    options.cameras,
                    options.seed(),
                    Duration.ofSeconds(5),
                    options.deployment("soak", orders, Optional.empty()),
                    folder);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private void print(SoakReport report) {
        report.faults().forEach(fault -> out().println("      " + fault));
        out().printf(
                        Locale.ROOT,
                        "%.0f min at %.1f of %.1f frames/s: %,d frames, %d faults, %d under way at the end%n",
                        report.minutes(),
                        report.framesPerSecond(),
                        report.capacity(),
                        report.frames(),
                        report.faults().size(),
                        report.lagAtEnd());
        out().printf(
                        Locale.ROOT,
                        "growth after warm-up: heap %+.0f MiB, native %+.0f MiB, threads %+.1f, handles %+.1f, lag %+.0f%n",
                        report.heapGrowthMebibytes(),
                        report.nativeGrowthMebibytes(),
                        report.threadGrowth(),
                        report.handleGrowth(),
                        report.lagGrowth());
        ChaosTable.violations(out(), report.violations());
        out().println(report.sound() ? "✓ every frame once, nothing grew" : "✗ not sound");
    }
}
