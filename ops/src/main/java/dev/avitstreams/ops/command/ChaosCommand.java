package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.ExactlyOncePlan;
import dev.avitstreams.ops.chaos.ExactlyOnceReport;
import dev.avitstreams.ops.chaos.ExactlyOnceRun;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avit chaos}. */
@Command(
        name = "chaos",
        header = "Break instances on purpose and check that the promises hold.",
        subcommands = ChaosCommand.ExactlyOnce.class,
        sortOptions = false)
final class ChaosCommand extends GroupCommand {

    /** {@code avit chaos exactly-once}. */
    @Command(
            name = "exactly-once",
            header = "Kill and stop instances under load; audit that each frame came out once.",
            description = {
                "",
                "Starts a broker and instances of the service as processes of their own, sends small frames, some of "
                        + "them bad, and meanwhile kills instances (SIGKILL), stops them for longer than the session "
                        + "timeout (SIGSTOP) and restarts them (SIGTERM). Then checks, reading committed records only: "
                        + "every frame exactly once among labels and dead letters, each camera in order, summaries "
                        + "that add up, and no image byte in any changelog or repartition topic."
            },
            sortOptions = false,
            footer = {
                "",
                "Examples:",
                "  avit chaos exactly-once",
                "  avit chaos exactly-once --frames 2000 --faults 3 --seed 42 --json report.json",
                "",
                "Exit code 1 where a promise was broken; logs and data are then kept. The same --seed repeats the same "
                        + "frames and faults."
            })
    static final class ExactlyOnce extends AvitCommand {
        @Option(names = "--frames", paramLabel = "N", description = "Frames to send. Default: ${DEFAULT-VALUE}.")
        private int frames = 20_000;

        @Option(
                names = "--faults",
                paramLabel = "N",
                description = "Kills and stops, in turn; a restart comes after every third. Default: ${DEFAULT-VALUE}.")
        private int faults = 6;

        @Option(names = "--cameras", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
        private int cameras = 32;

        @Option(names = "--partitions", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
        private int partitions = 8;

        @Option(names = "--instances", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
        private int instances = 2;

        @Option(
                names = "--rate",
                paramLabel = "R",
                description =
                        "Most frames a second; the load waits for faults that are due. Default: ${DEFAULT-VALUE}.")
        private double rate = 200;

        @Option(names = "--seed", paramLabel = "S", description = "Of frames and faults. Default: random, and printed.")
        private @Nullable Long seed;

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

        @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
        private @Nullable Path model;

        @Option(
                names = "--dir",
                paramLabel = "DIR",
                description = "For data and logs, kept. Default: a temporary folder, kept where a promise was broken.")
        private @Nullable Path directory;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
        private @Nullable Path json;

        @Override
        protected ExitStatus execute() throws IOException {
            Path folder =
                    directory == null ? Files.createTempDirectory("avit-chaos-") : Files.createDirectories(directory);
            ExactlyOncePlan plan = plan(folder.toAbsolutePath());
            err().println("seed " + plan.seed() + ", data and logs in " + plan.directory());
            ExactlyOnceReport report;
            try (StopSignal stop = StopSignal.ofProcess();
                    Progress progress = progress()) {
                report = new ExactlyOnceRun(plan, stop, line -> say(progress, line), progress::update).run();
            }
            print(report);
            if (json != null) {
                JsonReport.write(json, report);
            }
            if (!report.exact()) {
                out().println("Logs and data are kept in " + plan.directory());
                return ExitStatus.GATE_FAILED;
            }
            if (directory == null) {
                TemporaryFolder.delete(folder);
            }
            return ExitStatus.OK;
        }

        private ExactlyOncePlan plan(Path folder) {
            try {
                return new ExactlyOncePlan(
                        frames,
                        faults,
                        cameras,
                        partitions,
                        instances,
                        rate,
                        seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed,
                        guarantee,
                        groupProtocol.toLowerCase(Locale.ROOT),
                        model == null ? ModelHome.bundled() : model,
                        folder);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--" + e.getMessage() + ".");
            }
        }

        private void say(Progress progress, String line) {
            err().println(String.format(
                    Locale.ROOT, "%5.0f s  %s", progress.elapsed().toNanos() / 1e9, line));
        }

        private void print(ExactlyOnceReport report) {
            out().printf(
                            Locale.ROOT,
                            "%,d frames in %.0f s: %,d labels and %,d dead letters, %,d summaries%n",
                            report.frames(),
                            report.loadSeconds(),
                            report.labels(),
                            report.deadLetters(),
                            report.summaries());
            out().printf(
                            "%d faults survived; %d transactions vetoed, %d unexpected exits%n",
                            report.faults().size(), report.vetoes(), report.unexpectedExits());
            report.internalTopics()
                    .forEach((topic, contents) -> out().printf(
                                    Locale.ROOT,
                                    "%s: %,d records, largest value %,d bytes%n",
                                    topic,
                                    contents.records(),
                                    contents.largestValueBytes()));
            report.violations().forEach((violation, finding) -> {
                out().printf(Locale.ROOT, "✗ %s: %,d%n", violation, finding.count());
                finding.examples().forEach(example -> out().println("    " + example));
            });
            out().printf(
                            "%s lost %d, doubled %d, reordered %d%n",
                            report.exact() ? "✓" : "✗", report.lost(), report.doubled(), report.reordered());
        }
    }
}
