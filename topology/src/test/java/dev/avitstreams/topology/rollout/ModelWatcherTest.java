package dev.avitstreams.topology.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelWatcherTest {
    private static final TopicPartition MODELS = new TopicPartition("models", 0);
    private static final Node NODE = new Node(1, "localhost", 9092);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Queue<MockConsumer<byte[], byte[]>> brokers = new ArrayDeque<>();

    private ModelWatcher watcher() {
        return new ModelWatcher(
                brokers::remove,
                MODELS.topic(),
                "app",
                (topic, bytes) -> {
                    String version = new String(bytes, UTF_8);
                    if (version.equals("?")) {
                        throw new UnreadableRecordException("no announcement", new IllegalStateException());
                    }
                    return Announcements.named(version);
                },
                (role, announced) -> told.add(role.label() + " "
                        + announced.map(ModelAnnouncement::getVersion).orElse("none")),
                Duration.ofMillis(1));
    }

    /** A broker that has these records, each as {@code key=version}. */
    private MockConsumer<byte[], byte[]> broker(String... records) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(
                MODELS.topic(), List.of(new PartitionInfo(MODELS.topic(), 0, NODE, new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(MODELS, 0L));
        consumer.updateEndOffsets(Map.of(MODELS, (long) records.length));
        consumer.schedulePollTask(() -> add(consumer, 0, records));
        brokers.add(consumer);
        return consumer;
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, long offset, String... records) {
        for (int i = 0; i < records.length; i++) {
            String[] parts = records[i].split("=");
            consumer.addRecord(
                    new ConsumerRecord<>(MODELS.topic(), 0, offset + i, parts[0].getBytes(UTF_8), value(parts[1])));
        }
    }

    private static byte @Nullable [] value(String version) {
        return version.equals("none") ? null : version.getBytes(UTF_8);
    }

    @Test
    void onlyTheLastWordForThisApplicationIsToldAtFirst() throws InterruptedException {
        broker("app/serving=1", "other/serving=7", "app/shadow=2", "app/serving=3", "app/serving=?", "app/shadow=none");
        try (ModelWatcher watcher = watcher()) {
            watcher.start();
            assertThat(watcher.awaitFirstLook(Duration.ofSeconds(50))).isTrue();
            assertThat(told).containsExactly("serving 3", "shadow none");
        }
    }

    @Test
    void whatIsAnnouncedLaterIsToldAndAfterABrokersLossNotAgain() {
        MockConsumer<byte[], byte[]> first = broker("app/serving=1");
        broker("app/serving=1", "app/serving=2", "app/shadow=9");
        try (ModelWatcher watcher = watcher()) {
            watcher.start();
            Awaitility.await().until(() -> told.contains("serving 1"));

            first.schedulePollTask(() -> add(first, 1, "app/serving=2"));
            Awaitility.await().until(() -> told.contains("serving 2"));
            first.setPollException(new KafkaException("the broker is gone"));

            Awaitility.await().until(() -> told.contains("shadow 9"));
            assertThat(told).containsExactly("serving 1", "serving 2", "shadow 9");
        }
    }

    @Test
    void withoutATopicThereIsNothingToWaitFor() throws InterruptedException {
        MockConsumer<byte[], byte[]> none = new MockConsumer<>("earliest");
        none.updatePartitions(MODELS.topic(), List.of());
        brokers.add(none);
        broker("app/serving=1");
        try (ModelWatcher watcher = watcher()) {
            watcher.start();
            assertThat(watcher.awaitFirstLook(Duration.ofSeconds(50))).isTrue();
            Awaitility.await().until(() -> told.contains("serving 1"));
        }
    }

    @Test
    void keysNameApplicationAndRole() {
        assertThat(ModelRole.ofKey(ModelRole.SHADOW.key("app"), "app")).contains(ModelRole.SHADOW);
        assertThat(ModelRole.ofKey(ModelRole.SHADOW.key("app"), "ap")).isEmpty();
        assertThat(ModelRole.ofKey(null, "app")).isEqualTo(Optional.empty());
    }
}
