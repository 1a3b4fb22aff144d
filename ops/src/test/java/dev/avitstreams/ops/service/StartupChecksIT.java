package dev.avitstreams.ops.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.health.Component;
import dev.avitstreams.topology.health.Condition;
import dev.avitstreams.topology.health.HealthState;
import dev.avitstreams.topology.startup.CheckResult;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Waiting;
import dev.avitstreams.topology.startup.ClusterMonitor;
import dev.avitstreams.topology.startup.StartupChecks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole life of a cluster that is not as needed, on one real broker. */
final class StartupChecksIT {

    @Test
    void eachCauseIsNamedWithItsFixAndTheServiceGoesOnOnceItIsGone(@TempDir Path data) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
        try {
            AvitConfig config = AvitConfig.parse(
                    "registry: {urls: [mock://startup]}",
                    Map.of("AVIT_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(), "AVIT_MODEL_FOLDER", "../model"));
            HealthState health = new HealthState();
            CompletableFuture<Void> start = startOn(new ClusterMonitor(config, health));

            Awaitility.await().until(() -> isNotReady(health, Component.TOPICS));
            assertThat(waitingFor(config))
                    .hasSize(4)
                    .contains("Topic 'camera-frames' does not exist. Create it with 'avit topics create'.");

            createTopics(config);
            start.get(30, TimeUnit.SECONDS);
            assertThat(StartupChecks.run(config)).allMatch(Passed.class::isInstance);

            setLimit(config, "camera-frames", "1000000");
            assertThat(waitingFor(config))
                    .singleElement()
                    .asString()
                    .contains("max.message.bytes of topic 'camera-frames' is 1000000, must be at least 4259840");

            setLimit(config, "camera-frames", "8000000");
            assertThat(waitingFor(config))
                    .singleElement()
                    .asString()
                    .contains("max.message.bytes of topic 'frame-dead-letters'", "must be at least 8065536");

            setLimit(config, "frame-dead-letters", "30000000");
            setLimit(config, "camera-frames", "20000000");
            assertThat(waitingFor(config))
                    .singleElement()
                    .asString()
                    .contains("max.message.bytes of topic 'camera-frames' is 20000000, must be at most 16711680");

            broker.close();
            assertThat(waitingFor(config))
                    .singleElement()
                    .asString()
                    .contains("No Kafka broker answered at " + broker.bootstrapServers());
            broker = EmbeddedBroker.start(data, 0);
            setLimit(config, "camera-frames", "8000000");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(waitingFor(config)).isEmpty());
        } finally {
            broker.close();
        }
    }

    private static CompletableFuture<Void> startOn(ClusterMonitor monitor) {
        return CompletableFuture.runAsync(() -> {
            try {
                monitor.awaitReady();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean isNotReady(HealthState health, Component component) {
        return health.conditions().get(component) instanceof Condition.NotReady notReady
                && notReady.sentence().contains("avit topics create");
    }

    private static List<String> waitingFor(AvitConfig config) {
        return StartupChecks.inspectCluster(config).stream()
                .filter(Waiting.class::isInstance)
                .map(CheckResult::sentence)
                .toList();
    }

    private static void createTopics(AvitConfig config) {
        try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
            admin.create(config.topicCatalogue().all());
        }
    }

    private static void setLimit(AvitConfig config, String topic, String bytes) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(StreamsSettings.admin(config))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }
}
