package dev.avitstreams.ops.command;

import dev.avitstreams.ops.chaos.Deployment;
import dev.avitstreams.ops.chaos.fault.FaultKind;
import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.process.TemporaryFolder;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What runs of faults have in common. */
final class ChaosOptions {
    static final String ALL = "all";

    @Option(names = "--cameras", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    int cameras = 32;

    @Option(names = "--partitions", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    int partitions = 8;

    @Option(names = "--instances", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    int instances = 2;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "Processes of a cluster; with three each record is kept by all, and must be by two. "
                    + "Default: ${DEFAULT-VALUE}.")
    int brokers = 1;

    @Option(names = "--seed", paramLabel = "S", description = "Of frames and faults. Default: random, and printed.")
    private @Nullable Long seed;

    @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
    private @Nullable Path model;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "For data and logs, kept. Default: a temporary folder, kept where a promise was broken.")
    private @Nullable Path directory;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    long seed() {
        return seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
    }

    Path model() {
        return model == null ? ModelHome.bundled() : model;
    }

    /** Where the run is to keep its data and logs. */
    Path folder() throws IOException {
        Path folder = directory == null ? Files.createTempDirectory("avit-chaos-") : Files.createDirectories(directory);
        return folder.toAbsolutePath();
    }

    /** For a run whose load goes by the clock, with the service's own timeouts. */
    Deployment deployment(String name, boolean takesOrders, Optional<Duration> skipStaleAfter) {
        return new Deployment(
                name,
                TopicNames.prefixed(name + "-"),
                partitions,
                ProcessingGuarantee.EXACTLY_ONCE_V2,
                "classic",
                Timeouts.SERVICE,
                model(),
                takesOrders,
                skipStaleAfter);
    }

    /** Writes the report, and deletes what nobody will look at. */
    ExitStatus end(Path folder, Object report, boolean good, PrintWriter out) throws IOException {
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (!good) {
            out.println("Logs and data are kept in " + folder);
            return ExitStatus.GATE_FAILED;
        }
        if (directory == null) {
            TemporaryFolder.delete(folder);
        }
        return ExitStatus.OK;
    }

    /** @param labels separated by commas; {@code all} for all that so many brokers allow */
    Set<FaultKind> kinds(String labels) {
        if (labels.equals(ALL)) {
            return Arrays.stream(FaultKind.values())
                    .filter(kind -> kind.isPossibleWith(brokers))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
        }
        return List.of(labels.split(",")).stream()
                .map(label -> kind(label.strip().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
    }

    private static FaultKind kind(String label) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("--kinds has '" + label + "', must be all or some of "
                        + Arrays.stream(FaultKind.values())
                                .map(FaultKind::label)
                                .collect(Collectors.joining(", "))
                        + "."));
    }
}
