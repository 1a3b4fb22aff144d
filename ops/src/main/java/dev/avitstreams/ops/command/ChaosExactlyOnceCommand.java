package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.ExactlyOncePlan;
import dev.avitstreams.ops.chaos.ExactlyOnceReport;
import dev.avitstreams.ops.chaos.ExactlyOnceRun;
import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit chaos exactly-once}. */
@Command(
        name = "exactly-once",
        header = "Do faults under load; audit that each frame came out once.",
        description = {
            "",
            "Starts brokers, a registry and instances of the service as processes of their own, sends small frames, some "
                    + "of them bad, and meanwhile breaks things. Then checks, reading committed records only: every "
                    + "frame exactly once among labels and dead letters, each camera in order, summaries that add up, "
                    + "and no image byte in any changelog or repartition topic.",
            "",
            "Kinds of faults: kill, stop and restart of an instance (SIGKILL, SIGSTOP for longer than the session, "
                    + "SIGTERM), rebalance-storm, fencing of its producers, broker-kill, broker-stall (as with a slow "
                    + "disk), broker-loss (of one of three), registry-loss, and an operator that throws, stalls, hangs, "
                    + "is out-of-memory or dies (operator-throws …). docs/reliability.md says how each is done."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit chaos exactly-once",
            "  avit chaos exactly-once --kinds all --faults 14 --brokers 3 --group-protocol streams",
            "  avit chaos exactly-once --frames 2000 --faults 3 --seed 42 --json report.json",
            "",
            "Exit code 1 where a promise was broken; logs and data are then kept. The same --seed repeats the same "
                    + "frames and faults."
        })
final class ChaosExactlyOnceCommand extends AvitCommand {
    @Option(names = "--frames", paramLabel = "N", description = "Frames to send. Default: ${DEFAULT-VALUE}.")
    private int frames = 20_000;

    @Option(names = "--faults", paramLabel = "N", description = "To be done. Default: ${DEFAULT-VALUE}.")
    private int faults = 8;

    @Option(
            names = "--kinds",
            paramLabel = "K,…|all",
            description = "Of faults; each comes up before one comes up again. Default: ${DEFAULT-VALUE}.")
    private String kinds = "kill,stop,restart";

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Most frames a second; the load waits for faults that are due. Default: ${DEFAULT-VALUE}.")
    private double rate = 200;

    @Option(
            names = "--guarantee",
            paramLabel = "G",
            description = "exactly_once_v2, or at_least_once to see what that allows: repeats are then reported, "
                    + "not held against it. Default: exactly_once_v2.")
    private ProcessingGuarantee guarantee = ProcessingGuarantee.EXACTLY_ONCE_V2;

    @Option(
            names = "--group-protocol",
            paramLabel = "classic|streams",
            description = "How instances share the work. Default: ${DEFAULT-VALUE}.")
    private String groupProtocol = "classic";

    @Option(
            names = "--short",
            description = "Everybody waits for everybody else half as long, as in avit chaos series.")
    private boolean shortTimeouts;

    @Mixin
    private final ChaosOptions options = new ChaosOptions();

    @Override
    protected ExitStatus execute() throws IOException {
        Path folder = options.folder();
        ExactlyOncePlan plan = plan(folder);
        err().println("seed " + plan.seed() + ", data and logs in " + plan.directory());
        ExactlyOnceReport report;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            report = new ExactlyOnceRun(plan, stop, line -> ChaosTable.say(err(), progress, line), progress::update)
                    .run();
        }
        ChaosTable.print(out(), report);
        return options.end(folder, report, report.exact(), out());
    }

    private ExactlyOncePlan plan(Path folder) {
        try {
            return new ExactlyOncePlan(
                    "avit-chaos",
                    frames,
                    faults,
                    options.kinds(kinds),
                    options.cameras,
                    options.partitions,
                    options.instances,
                    options.brokers,
                    rate,
                    options.seed(),
                    guarantee,
                    groupProtocol.toLowerCase(Locale.ROOT),
                    shortTimeouts ? Timeouts.SHORT : Timeouts.SERVICE,
                    options.model(),
                    folder);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }
}
