package dev.avitstreams.ops.chaos.cluster;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.NodeProcess;
import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.ops.stack.ClusterNode;
import dev.avitstreams.ops.stack.ClusterNode.Listeners;
import dev.avitstreams.ops.stack.Ports;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.registry.SchemaRegistration;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** One broker, or several that replicate to each other, and a registry: {@code avit broker} processes. Thread-safe. */
public final class ChaosCluster implements AutoCloseable {
    private static final Duration TOGETHER = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int ANSWER_SECONDS = 20;

    private final List<NodeProcess> brokers;
    private final NodeProcess registry;
    private final StackAddress address;

    private ChaosCluster(List<NodeProcess> brokers, NodeProcess registry, StackAddress address) {
        this.brokers = List.copyOf(brokers);
        this.registry = registry;
        this.address = address;
    }

    /**
     * Starts all processes and waits until they serve.
     *
     * @param brokerSettings on top of the embedded broker's
     * @param folder for data and logs; made if missing
     */
    public static ChaosCluster start(int brokers, Map<String, String> brokerSettings, Path folder, StopSignal stop) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder + ": " + e.getMessage(), e);
        }
        List<Listeners> listeners = IntStream.range(0, brokers)
                .mapToObj(i -> new Listeners(Ports.anyLasting(), Ports.anyLasting()))
                .toList();
        String addresses = new ClusterNode(1, listeners).addresses();
        int registryPort = Ports.anyLasting();
        List<NodeProcess> nodes = IntStream.rangeClosed(1, brokers)
                .mapToObj(id -> broker(id, addresses, listeners.get(id - 1).broker(), brokerSettings, folder))
                .toList();
        NodeProcess registry = new NodeProcess(
                "registry",
                List.of(
                        "broker",
                        "--only",
                        "registry",
                        "--dir",
                        folder.resolve("registry").toString(),
                        "--registry-port",
                        Integer.toString(registryPort)),
                registryPort,
                folder);
        ChaosCluster cluster = new ChaosCluster(
                nodes,
                registry,
                new StackAddress(new ClusterNode(1, listeners).bootstrapServers(), "http://127.0.0.1:" + registryPort));
        try {
            cluster.all().forEach(NodeProcess::start);
            cluster.all().forEach(node -> node.awaitUp(stop));
            cluster.awaitTogether(stop);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static NodeProcess broker(int id, String addresses, int port, Map<String, String> settings, Path folder) {
        String name = "broker-" + id;
        List<String> arguments = new ArrayList<>(List.of(
                "broker",
                "--dir",
                folder.resolve(name).toString(),
                "--node",
                Integer.toString(id),
                "--peers",
                addresses));
        settings.forEach((key, value) -> arguments.addAll(List.of("--setting", key + "=" + value)));
        return new NodeProcess(name, arguments, port, folder);
    }

    public StackAddress address() {
        return address;
    }

    public List<NodeProcess> brokers() {
        return brokers;
    }

    public NodeProcess registry() {
        return registry;
    }

    /** Makes the topics and registers their schemas. */
    public void prepare(TopicCatalogue topics) {
        RegistryConfig config = RegistryConfig.of(address.registryUrl());
        try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", address.bootstrapServers()));
                SchemaRegistryClient client = config.newClient()) {
            admin.create(topics.all());
            new SchemaRegistration(config, client).register(topics.all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all topics whose names begin so: what a run leaves behind would weigh on the next. */
    public void forget(String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address.bootstrapServers()))) {
            List<String> topics = admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
                    .filter(topic -> topic.startsWith(name + "-"))
                    .toList();
            admin.deleteTopics(topics).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw CommandFailure.runtime("The topics of " + name + " could not be deleted: " + Sentences.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.runtime("Interrupted while topics were deleted.");
        }
    }

    /** All brokers have found each other. */
    private void awaitTogether(StopSignal stop) {
        long deadline = System.nanoTime() + TOGETHER.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address.bootstrapServers()))) {
            while (members(admin) < brokers.size()) {
                if (System.nanoTime() > deadline || stop.await(POLL)) {
                    throw CommandFailure.runtime("The " + brokers.size() + " brokers did not form a cluster within "
                            + TOGETHER.toSeconds() + " s.");
                }
            }
        }
    }

    private static int members(Admin admin) {
        try {
            return admin.describeCluster()
                    .nodes()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .size();
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private List<NodeProcess> all() {
        return Stream.concat(brokers.stream(), Stream.of(registry)).toList();
    }

    /** Registry and brokers end side by side: a broker that is the last one takes its time. */
    @Override
    public void close() {
        all().forEach(NodeProcess::beginEnd);
        all().forEach(NodeProcess::close);
    }
}
