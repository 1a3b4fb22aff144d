package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.stack.ClusterNode;
import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.ops.stack.EmbeddedRegistry;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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
                    + "makes the four topics, keeps everything in --dir. Not for production.",
            "",
            "Several brokers form a cluster if each is told all --peers and which --node it is; registry and topics are "
                    + "then made apart."
        },
        sortOptions = false,
        footer = {
            "",
            "Example, in three shells:",
            "  avit broker --dir work/broker --port 9092",
            "  avit run --bootstrap localhost:9092",
            "  avit camera --source clip.mp4 --camera gate --loop",
            "",
            "A cluster of three, in five shells:",
            "  avit broker --dir work/1 --node 1 --peers 9092:9192,9093:9193,9094:9194",
            "  avit broker --dir work/2 --node 2 --peers 9092:9192,9093:9193,9094:9194",
            "  avit broker --dir work/3 --node 3 --peers 9092:9192,9093:9193,9094:9194",
            "  avit broker --dir work/registry --only registry",
            "  avit topics create --bootstrap localhost:9092"
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

    @Option(names = "--only", paramLabel = "broker|registry", description = "One of the two; no topics are made.")
    private @Nullable Part only;

    @Option(names = "--node", paramLabel = "N", description = "Which of --peers this one is. Default: 1.")
    private int node = 1;

    @Option(
            names = "--peers",
            paramLabel = "P:C,…",
            description = "Broker and controller ports of all brokers of a cluster, this one included; no registry.")
    private @Nullable String peers;

    @Option(
            names = "--setting",
            paramLabel = "K=V",
            description = "A setting of the Kafka broker; may be given several times.")
    private Map<String, String> settings = new LinkedHashMap<>();

    private enum Part {
        BROKER,
        REGISTRY
    }

    @Override
    protected ExitStatus execute() {
        checkPort("--port", port);
        checkPort("--registry-port", registryPort);
        if (peers != null) {
            return broker(EmbeddedBroker.start(folder, clusterNode(peers), settings));
        }
        if (only == Part.BROKER) {
            return broker(EmbeddedBroker.start(folder, port, settings));
        }
        if (only == Part.REGISTRY) {
            return registry();
        }
        if (partitions != null && (partitions < 1 || partitions > 1000)) {
            throw CommandFailure.usage("--partitions is " + partitions + ", must be from 1 to 1000.");
        }
        TopicCatalogue catalogue = TopicCatalogue.defaults();
        TopicCatalogue wanted = partitions == null ? catalogue : catalogue.withPartitions(partitions);
        err().println("starting broker and registry in " + folder + " …");
        try (StopSignal stop = StopSignal.ofProcess();
                EmbeddedStack stack = EmbeddedStack.start(folder, port, registryPort, wanted, settings)) {
            out().println("bootstrap " + stack.bootstrapServers());
            out().println("registry  " + stack.registry().describe());
            serve(stop);
        }
        return ExitStatus.OK;
    }

    private ExitStatus broker(EmbeddedBroker started) {
        try (StopSignal stop = StopSignal.ofProcess();
                EmbeddedBroker broker = started) {
            out().println("bootstrap " + broker.bootstrapServers());
            serve(stop);
        }
        return ExitStatus.OK;
    }

    private ExitStatus registry() {
        try (StopSignal stop = StopSignal.ofProcess();
                EmbeddedRegistry registry = EmbeddedRegistry.start(folder, registryPort)) {
            out().println("registry  " + registry.url());
            serve(stop);
        }
        return ExitStatus.OK;
    }

    private ClusterNode clusterNode(String addresses) {
        try {
            return ClusterNode.of(node, addresses);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private void serve(StopSignal stop) {
        out().flush();
        err().println("ready; Ctrl-C stops it");
        while (!stop.await(LONG)) {
            // nothing to do but to be there
        }
        err().println("stopping …");
    }

    private static void checkPort(String option, int value) {
        if (value < 0 || value > 65_535) {
            throw CommandFailure.usage(option + " is " + value + ", must be from 0 to 65535.");
        }
    }
}
