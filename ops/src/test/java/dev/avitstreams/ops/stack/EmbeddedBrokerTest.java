package dev.avitstreams.ops.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicFinding;
import dev.avitstreams.schemas.topic.TopicFinding.Created;
import dev.avitstreams.schemas.topic.TopicFinding.Missing;
import dev.avitstreams.schemas.topic.TopicFinding.Ready;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.schemas.topic.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    private Path folder;

    @Test
    void comesBackWithItsRecordsIdentityAndAddress() throws Exception {
        String clusterId;
        String bootstrap;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            clusterId = broker.clusterId();
            bootstrap = broker.bootstrapServers();
            produceInTransaction(broker, "hello");
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("in use by another server");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            assertThat(broker.clusterId()).isEqualTo(clusterId);
            assertThat(broker.bootstrapServers()).isEqualTo(bootstrap);
            assertThat(consumeOne(broker)).isEqualTo("hello");
        }
    }

    @Test
    void topicsAreCreatedOnceAndCheckedEverAfter() {
        List<TopicSpec> topics = TopicCatalogue.defaults().withPartitions(2).all();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
                TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.check(topics)).hasSize(4).allMatch(Missing.class::isInstance);
            assertThat(admin.create(topics)).hasSize(4).allMatch(Created.class::isInstance);
            assertThat(admin.create(topics)).hasSize(4).allMatch(Ready.class::isInstance);

            TopicCatalogue larger = TopicCatalogue.of(TopicNames.DEFAULT, 2 * TopicCatalogue.DEFAULT_FRAME_LIMIT_BYTES);
            assertThat(admin.check(List.of(larger.frames()))).singleElement().satisfies(finding -> {
                assertThat(finding.blocking()).isTrue();
                assertThat(finding.sentence())
                        .contains("max.message.bytes of topic 'camera-frames' is 4259840", "at least 8454144")
                        .contains("--add-config max.message.bytes=8454144");
            });

            TopicSpec kept =
                    new TopicSpec("compacted", "", "camera id", larger.labels().value(), 1, 0, Map.of());
            admin.create(List.of(kept.withConfigs(Map.of("cleanup.policy", "compact"))));
            assertThat(admin.check(List.of(kept)))
                    .extracting(TopicFinding::sentence)
                    .singleElement()
                    .asString()
                    .contains("cleanup.policy", "lose the others");
        }
    }

    @Test
    void aPortInUseIsNamed() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("one"), 0)) {
            int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
            assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("two"), port))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port " + port + " is in use");
        }
    }

    private static void produceInTransaction(EmbeddedBroker broker, String value) throws Exception {
        try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.create(List.of(TopicCatalogue.defaults().labels()));
        }
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("frame-labels", 0, "camera", value))
                    .get();
            producer.commitTransaction();
        }
    }

    private static String consumeOne(EmbeddedBroker broker) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("frame-labels", 0)));
            consumer.seekToBeginning(consumer.assignment());
            return consumer.poll(Duration.ofSeconds(10)).iterator().next().value();
        }
    }
}
