package dev.avitstreams.ops.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings of a broker that is alone in its cluster and shares its JVM with the work it serves. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerSettings() {}

    static Map<String, String> of(Path data, int brokerPort, int controllerPort, Map<String, String> extra) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.putAll(ALONE);
        settings.putAll(SMALL);
        settings.putAll(LOADED_AT_ONCE);
        settings.putAll(PROMPT);
        settings.putAll(extra);
        return settings;
    }

    /** Of one node of several. What has not been told by the others for three seconds is taken for dead. */
    static Map<String, String> of(Path data, ClusterNode node, Map<String, String> extra) {
        Map<String, String> settings = of(data, node.own().broker(), node.own().controller(), Map.of());
        settings.put("node.id", Integer.toString(node.id()));
        settings.put("controller.quorum.voters", node.voters());
        String replicas = Integer.toString(Math.min(3, node.nodes().size()));
        String inSync = Integer.toString(Math.min(2, node.nodes().size()));
        REPLICATED.forEach(name -> settings.put(name, replicas));
        IN_SYNC.forEach(name -> settings.put(name, inSync));
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.putAll(extra);
        return settings;
    }

    private static final List<String> REPLICATED = List.of(
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "share.coordinator.state.topic.replication.factor");

    private static final List<String> IN_SYNC =
            List.of("min.insync.replicas", "transaction.state.log.min.isr", "share.coordinator.state.topic.min.isr");

    /** One broker is all replicas. */
    private static final Map<String, String> ALONE = Map.of(
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    /** Kafka's defaults are for a machine of its own: 50 partitions a coordinator, 128 MB for cleaning. */
    private static final Map<String, String> SMALL = Map.of(
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.num.partitions", "2",
            "log.cleaner.dedupe.buffer.size", "4194304",
            "num.network.threads", "2",
            "num.io.threads", "4",
            "num.recovery.threads.per.data.dir", "2");

    /**
     * What coordinators remember fits in one buffer when they load it: a start after a crash has been seen to end with the
     * first buffer, and to go on from offsets of long ago.
     */
    private static final Map<String, String> LOADED_AT_ONCE = Map.of(
            "offsets.topic.segment.bytes", "2097152",
            "offsets.load.buffer.size", "33554432",
            "transaction.state.log.segment.bytes", "2097152",
            "transaction.state.log.load.buffer.size", "33554432",
            "log.cleaner.backoff.ms", "2000");

    /**
     * Nobody is waited for, and what a killed instance left open is aborted soon. With {@code group.protocol=streams} the
     * broker decides when an instance is given up: as soon as the service itself does with {@code classic}.
     */
    private static final Map<String, String> PROMPT = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "group.streams.initial.rebalance.delay.ms", "0",
            "group.streams.min.session.timeout.ms", "6000",
            "group.streams.session.timeout.ms", "6000",
            "group.streams.min.heartbeat.interval.ms", "2000",
            "group.streams.heartbeat.interval.ms", "2000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
}
