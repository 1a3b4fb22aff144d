package dev.avitstreams.topology.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One broker and its controller, up in some seconds; may be stopped and started again on the same data and port. */
public final class TestBroker implements AutoCloseable {

    private final Map<String, String> settings;
    private final String address;
    private KafkaRaftServer server;

    private TestBroker(Map<String, String> settings, String address) {
        this.settings = settings;
        this.address = address;
        this.server = run(settings);
    }

    /** @param data an empty folder */
    public static TestBroker start(Path data) throws Exception {
        String address = "127.0.0.1:" + freePort();
        String controller = "127.0.0.1:" + freePort();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .run();
        Map<String, String> settings = new HashMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", data.toString(),
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return new TestBroker(Map.copyOf(settings), address);
    }

    private static KafkaRaftServer run(Map<String, String> settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** For {@code bootstrap.servers}. */
    public String address() {
        return address;
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Once stopped. */
    public void startAgain() {
        server = run(settings);
    }

    @Override
    public void close() {
        stop();
    }
}
