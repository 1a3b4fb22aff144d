package dev.avitstreams.ops.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.service.AvitService;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The service against a real broker with the bundled model: 32 cameras on 8 partitions, good frames and bad. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceIT {
    private static final String REGISTRY = "mock://service-it";
    private static final int CAMERAS = 32;
    private static final int ROUNDS = 8;
    private static final TopicCatalogue TOPICS = TopicCatalogue.defaults().withPartitions(8);

    private final AvroSerdes serdes =
            new AvroSerdes(RegistryConfig.of(REGISTRY), AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE);
    private final Map<String, byte[]> badImages = new TreeMap<>(Map.of(
            "no-image", new byte[0],
            "unsupported-encoding", "a text file, not an image".getBytes(StandardCharsets.UTF_8),
            "too-many-pixels", pngHeader(50_000, 50_000)));
    private EmbeddedBroker broker;
    private AvitService service;
    private List<ConsumerRecord<byte[], byte[]>> labels;
    private List<ConsumerRecord<byte[], byte[]>> deadLetters;
    private int good;

    @BeforeAll
    void classifyEverything(@TempDir Path dir) throws Exception {
        broker = EmbeddedBroker.start(dir.resolve("broker"), 0);
        try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.create(TOPICS.all());
        }
        Path model = Path.of("..", "model").toAbsolutePath().normalize();
        service = AvitService.start(AvitConfig.parse(
                """
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                model: {folder: "%s"}
                state-dir: "%s"
                http: {port: 0}
                operator: {workers: 2}
                summaries: {window: 2s, grace: 0ms, idle-close: 1s}
                """.formatted(broker.bootstrapServers(), REGISTRY, model, dir.resolve("state")), Map.of()));
        produce();
        int bad = badImages.size() + 2;
        labels = read(TOPICS.labels().name(), good);
        deadLetters = read(TOPICS.deadLetters().name(), bad);
    }

    @AfterAll
    void stop() {
        if (service != null) {
            service.close();
        }
        broker.close();
        serdes.close();
    }

    @Test
    void everyFrameHasExactlyOneLabelAndEachCamerasAreInOrder() {
        Map<String, List<Long>> sequences = new HashMap<>();
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : labels) {
            FrameLabel label = label(record);
            ids.add(label.getFrameId());
            sequences
                    .computeIfAbsent(label.getCameraId(), c -> new ArrayList<>())
                    .add(label.getSequence());
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(good);
        assertThat(sequences).hasSize(CAMERAS);
        assertThat(sequences.values()).allSatisfy(s -> assertThat(s).isSorted());
    }

    @Test
    void batchesFormAcrossPartitions() {
        Map<Long, List<FrameLabel>> batches = labels.stream()
                .map(this::label)
                .collect(Collectors.groupingBy(FrameLabel::getInferenceMicros)); // those of a batch took as long
        assertThat(batches.values())
                .filteredOn(batch -> batch.size() == batch.get(0).getBatchSize())
                .anyMatch(batch -> batch.stream()
                                .map(label -> label.getSource().getPartition())
                                .distinct()
                                .count()
                        > 1);
        assertThat(labels.stream()
                        .map(this::label)
                        .map(label -> label.getSource().getPartition()))
                .contains(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(service.scrape()).contains("avit_batch_size").containsPattern("reason=\"(full|delay|demand)\"");
    }

    @Test
    void everyLabelIsInThePartitionOfItsFrame() {
        assertThat(labels)
                .isNotEmpty()
                .allMatch(record ->
                        record.partition() == label(record).getSource().getPartition());
    }

    @Test
    void everyBadFrameIsADeadLetterWhoseReasonAPersonUnderstands() {
        Map<String, String> reasons = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : deadLetters) {
            DeadLetterHeaders why = DeadLetterHeaders.decode(record.headers());
            reasons.put(why.category(), why.message());
        }
        assertThat(reasons)
                .containsOnlyKeys(
                        "corrupt-image", "no-image", "too-many-pixels", "unreadable-record", "unsupported-encoding");
        assertThat(reasons.get("too-many-pixels")).contains("50000");
        assertThat(reasons.get("unsupported-encoding")).containsIgnoringCase("jpeg");
    }

    @Test
    void summariesOverAllCamerasAddUpToTheFrames() {
        List<ConsumerRecord<byte[], byte[]>> summaries = new ArrayList<>();
        int expected = good + badImages.size() + 2;
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> {
            summaries.clear();
            summaries.addAll(TopicReader.readAll(
                    broker.bootstrapServers(), TOPICS.summaries().name()));
            return overall(summaries).stream()
                            .mapToLong(HaltingSummary::getFrames)
                            .sum()
                    >= expected;
        });
        List<HaltingSummary> overall = overall(summaries);
        assertThat(overall.stream().mapToLong(HaltingSummary::getFrames).sum()).isEqualTo(expected);
        assertThat(overall.stream().mapToLong(HaltingSummary::getClassified).sum())
                .isEqualTo(good);
        assertThat(overall).anySatisfy(s -> assertThat(s.getSavedShare()).isBetween(0.05, 0.9));
    }

    @Test
    void noInternalTopicHoldsAnImage() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<String> internal = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith("avit-streams-"))
                    .toList();
            assertThat(internal).isNotEmpty();
            for (String topic : internal) {
                for (ConsumerRecord<byte[], byte[]> record : TopicReader.readAll(broker.bootstrapServers(), topic)) {
                    assertThat(record.serializedValueSize()).isLessThan(4096);
                }
            }
        }
    }

    private void produce() throws Exception {
        List<byte[]> photographs = new ArrayList<>();
        try (PhotographSource source = PhotographSource.open(0)) {
            for (int i = 0; i < 4; i++) {
                photographs.add(source.next().orElseThrow().image());
            }
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int camera = 0; camera < CAMERAS; camera++) {
                    send(producer, "camera-" + camera, round, photographs.get((round + camera) % 4));
                    good++;
                }
            }
            badImages.forEach((kind, image) -> send(producer, "bad", 0, image));
            byte[] whole = photographs.get(0);
            send(producer, "bad", 1, java.util.Arrays.copyOf(whole, whole.length / 2));
            producer.send(new ProducerRecord<>(
                    TOPICS.frames().name(),
                    "bad".getBytes(StandardCharsets.UTF_8),
                    "not Avro".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String camera, long sequence, byte[] image) {
        ImageEvent event = ImageEvent.newBuilder()
                .setFrameId(UUID.randomUUID().toString())
                .setCameraId(camera)
                .setSequence(sequence)
                .setCapturedAt(Instant.now())
                .setImage(ByteBuffer.wrap(image))
                .build();
        String topic = TOPICS.frames().name();
        int partition = Math.floorMod(camera.hashCode(), TOPICS.frames().partitions()); // not where Kafka's hash leads
        producer.send(new ProducerRecord<>(
                topic,
                partition,
                camera.getBytes(StandardCharsets.UTF_8),
                serdes.imageEvents().serializer().serialize(topic, event)));
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    records.clear();
                    records.addAll(TopicReader.readAll(broker.bootstrapServers(), topic));
                    return records.size() >= count;
                });
        return records;
    }

    private List<HaltingSummary> overall(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(r -> serdes.haltingSummaries().deserializer().deserialize(r.topic(), r.value()))
                .filter(s -> s.getCameraId().equals("*"))
                .toList();
    }

    private FrameLabel label(ConsumerRecord<byte[], byte[]> record) {
        return serdes.frameLabels().deserializer().deserialize(record.topic(), record.value());
    }

    private static byte[] pngHeader(int width, int height) {
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .putInt(0)
                .array();
    }
}
