package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.fuzz.FuzzFind;
import dev.avitstreams.ops.fuzz.FuzzPlan;
import dev.avitstreams.ops.fuzz.FuzzReport;
import dev.avitstreams.ops.fuzz.FuzzRun;
import dev.avitstreams.ops.fuzz.FuzzSubject;
import dev.avitstreams.ops.fuzz.FuzzWorker;
import dev.avitstreams.ops.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit fuzz}. */
@Command(
        name = "fuzz",
        header = "Feed damaged and hostile bytes to all that reads bytes from outside.",
        description = {
            "",
            "Makes inputs (images, records, model files, settings, requests), most of them broken on purpose, and has "
                    + "them read by the service's own code in a process of its own. An input that kills that process, "
                    + "makes it hang, takes more time or memory than is stated, or fails in a way that the service does "
                    + "not expect is a find: it is kept as a file, and the run goes on behind it."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit fuzz images                            20,000 images",
            "  avit fuzz images --seed 7 --count 200000    the same ones each time",
            "  avit fuzz images --seed 7 --from 1234 --count 1   one of them again",
            "",
            "Exit code 1 where there are finds. What is tried and which limits hold: docs/fuzzing.md."
        })
final class FuzzCommand extends AvitCommand {
    @Parameters(paramLabel = "SUBJECT", description = "What is to read them: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli insists on it
    private FuzzSubject subject;

    @Option(names = "--count", paramLabel = "N", description = "Inputs. Default: ${DEFAULT-VALUE}.")
    private long count = 20_000;

    @Option(names = "--seed", paramLabel = "S", description = "Of the inputs. Default: random, and printed.")
    private @Nullable Long seed;

    @Option(names = "--from", paramLabel = "I", description = "Index of the first input. Default: ${DEFAULT-VALUE}.")
    private long from;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "For finds and logs, kept. Default: a temporary folder, kept where there are finds.")
    private @Nullable Path directory;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Option(names = "--worker", hidden = true, description = "This is the process that reads, in this run's folder.")
    private @Nullable Path worker;

    @Override
    protected ExitStatus execute() throws IOException {
        if (worker != null) {
            new FuzzWorker(plan(worker)).run();
            return ExitStatus.OK;
        }
        Path folder = directory == null ? Files.createTempDirectory("avit-fuzz-") : Files.createDirectories(directory);
        FuzzPlan plan = plan(folder.toAbsolutePath());
        err().println("seed " + plan.seed() + ", finds and logs in " + plan.folder());
        FuzzReport report;
        Optional<String> failure;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            FuzzRun run = new FuzzRun(plan, stop, progress::update);
            report = run.run();
            failure = run.failure();
        }
        print(report);
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (failure.isPresent()) {
            throw CommandFailure.runtime(failure.get());
        }
        if (!report.finds().isEmpty()) {
            out().println("Inputs and logs are kept in " + plan.folder());
            return ExitStatus.GATE_FAILED;
        }
        if (directory == null) {
            TemporaryFolder.delete(folder);
        }
        return report.inputs() < count ? ExitStatus.INCOMPLETE_DATA : ExitStatus.OK;
    }

    private FuzzPlan plan(Path folder) {
        try {
            long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
            return new FuzzPlan(subject, chosen, from, count, folder);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private void print(FuzzReport report) {
        report.outcomes().forEach((outcome, inputs) -> out().printf(Locale.ROOT, "%,10d  %s%n", inputs, outcome));
        out().printf(
                        Locale.ROOT,
                        "%,d inputs in %.0f s; slowest %,.0f ms of %,d (input %d), most memory %,d MiB of heap of %,d"
                                + " (input %d) and %,d MiB beside it of %,d (input %d)%n",
                        report.inputs(),
                        report.seconds(),
                        report.slowest().value() / 1e6,
                        report.limits().processorMillis(),
                        report.slowest().index(),
                        report.mostHeap().value() >> 20,
                        report.limits().heapBytes() >> 20,
                        report.mostHeap().index(),
                        report.mostNative().value() >> 20,
                        report.limits().nativeBytes() >> 20,
                        report.mostNative().index());
        for (FuzzFind find : report.finds()) {
            out().printf("✗ %s %s: %s%n", find.kind(), find.file(), find.what());
        }
        out().printf(
                        "%s %d finds%n",
                        report.finds().isEmpty() ? "✓" : "✗", report.finds().size());
    }
}
