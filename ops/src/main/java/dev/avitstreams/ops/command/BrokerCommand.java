package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avit broker}. */
@Command(
        name = "broker",
        header = "An embedded Kafka broker and schema registry as a process of its own.",
        description = {
            "",
            "For trying the service without a cluster, also with several instances. Listens on this machine only, "
                    + "makes the four topics, keeps everything in --dir. Not for production."
        },
        sortOptions = false,
        footer = {
            "",
            "Example, in three shells:",
            "  avit broker --dir work/broker --port 9092",
            "  avit run --bootstrap localhost:9092",
            "  avit camera --source clip.mp4 --camera gate --loop"
        })
final class BrokerCommand extends AvitCommand {
    private static final Duration LONG = Duration.ofDays(1);

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where everything is kept.")
    private Path folder = Path.of("");

    @Option(names = "--port", paramLabel = "P", description = "Of the broker; 0 for any free one. Default: 9092.")
    private int port = 9092;

    @Option(
            names = "--registry-port",
            paramLabel = "P",
            description = "Of the schema registry; 0 for any free one. Default: 8081.")
    private int registryPort = 8081;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Of the topics to be made; existing ones stay as they are. Default: 8.")
    private @Nullable Integer partitions;

    @Override
    protected ExitStatus execute() {
        checkPort("--port", port);
        checkPort("--registry-port", registryPort);
        if (partitions != null && (partitions < 1 || partitions > 1000)) {
            throw CommandFailure.usage("--partitions is " + partitions + ", must be from 1 to 1000.");
        }
        TopicCatalogue catalogue = TopicCatalogue.defaults();
        TopicCatalogue wanted = partitions == null ? catalogue : catalogue.withPartitions(partitions);
        err().println("starting broker and registry in " + folder + " …");
        try (StopSignal stop = StopSignal.ofProcess();
                EmbeddedStack stack = EmbeddedStack.start(folder, port, registryPort, wanted)) {
            out().println("bootstrap " + stack.bootstrapServers());
            out().println("registry  " + stack.registry().describe());
            out().flush();
            err().println("ready; Ctrl-C stops it");
            while (!stop.await(LONG)) {
                // nothing to do but to be there
            }
            err().println("stopping …");
        }
        return ExitStatus.OK;
    }

    private static void checkPort(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw CommandFailure.usage(option + " is " + value + ", must be from 0 to 65535.");
        }
    }
}
