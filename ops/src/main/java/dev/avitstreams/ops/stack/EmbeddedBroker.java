package dev.avitstreams.ops.stack;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker and its controller inside this JVM, of the stable metadata version, so that its folder can be opened
 * by any later Kafka. Start and close from one thread; clients may come from anywhere on this machine.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "cluster.id";

    private final StackFolder folder;
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final String clusterId;

    private EmbeddedBroker(StackFolder folder, KafkaRaftServer server, String bootstrapServers, String clusterId) {
        this.folder = folder;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.clusterId = clusterId;
    }

    /**
     * Starts a broker and waits until it serves, some seconds.
     *
     * @param path its folder; made if missing, gone on with if it was a broker's before
     * @param port to listen on; 0 for that of last time, or else any free one
     */
    public static EmbeddedBroker start(Path path, int port) {
        return start(path, port, Map.of());
    }

    /** @param extra broker settings on top of {@link BrokerSettings} */
    public static EmbeddedBroker start(Path path, int port, Map<String, String> extra) {
        StackFolder folder = StackFolder.open(path);
        try {
            int brokerPort = folder.port("broker.port", port);
            int controllerPort = folder.port("controller.port", 0);
            Path data = path.resolve("data").toAbsolutePath();
            String clusterId = format(
                    folder, data, BrokerSettings.NODE_ID, Uuid.randomUuid().toString());
            KafkaRaftServer server = started(BrokerSettings.of(data, brokerPort, controllerPort, extra));
            return new EmbeddedBroker(folder, server, "127.0.0.1:" + brokerPort, clusterId);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /**
     * Starts one broker of a cluster and waits until it serves, which takes a majority of its peers.
     *
     * @param path its folder; made if missing, gone on with if it was this node's before
     * @param extra broker settings on top of {@link BrokerSettings}
     */
    public static EmbeddedBroker start(Path path, ClusterNode node, Map<String, String> extra) {
        StackFolder folder = StackFolder.open(path);
        try {
            Path data = path.resolve("data").toAbsolutePath();
            String clusterId = format(folder, data, node.id(), node.clusterId());
            if (!clusterId.equals(node.clusterId())) {
                throw new StackException("Folder " + path.toAbsolutePath() + " belongs to a broker of another cluster."
                        + " Give the addresses of last time, or name another folder.");
            }
            KafkaRaftServer server = started(BrokerSettings.of(data, node, extra));
            return new EmbeddedBroker(folder, server, node.bootstrapServers(), clusterId);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Host and port, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Kept as long as the folder is. */
    public String clusterId() {
        return clusterId;
    }

    /** Shuts down cleanly, flushing the log, and waits for it. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }

    private static String format(StackFolder folder, Path data, int nodeId, String clusterId) {
        String known = folder.get(CLUSTER_ID);
        if (known != null && Files.exists(data.resolve("meta.properties"))) {
            return known;
        }
        try {
            Files.createDirectories(data);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(nodeId)
                    .setClusterId(clusterId)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setDirectories(List.of(data.toString()))
                    .setMetadataLogDirectory(data.toString())
                    .run();
        } catch (Exception e) {
            throw new StackException("Folder " + data + " cannot be made a broker's: " + e.getMessage() + ".", e);
        }
        folder.put(CLUSTER_ID, clusterId);
        return clusterId;
    }

    private static KafkaRaftServer started(Map<String, String> settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException e) {
            server.shutdown();
            throw new StackException("The embedded broker did not start: " + e.getMessage() + ".", e);
        }
    }
}
