package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.evaluation.Reports;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.elastic.ServedPoints;
import dev.avitstreams.topology.service.AvitService;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with the bundled model, begun with a backlog that is far too late for its latency objective. */
class ElasticServiceIT {
    private static final Path MODEL = Path.of("..", "model").toAbsolutePath().normalize();
    private static final int FRAMES = 96;
    private static final int CAMERAS = 8;
    private static final TopicCatalogue TOPICS = TopicCatalogue.defaults().withPartitions(4);

    @TempDir
    Path folder;

    @Test
    void aBacklogIsWorkedOffAtCheaperPointsAndEachLabelComesOutAgain() throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("stack"), 0, 0, TOPICS);
                AvroSerdes serdes = new AvroSerdes(stack.registry(), AvroSerdes.SchemaPolicy.REGISTER_ON_WRITE)) {
            produce(stack, serdes);
            Path config = configuration(stack);
            AvitConfig settings = AvitConfig.load(config, Map.of());
            List<String> ladder = ladder(settings);
            List<FrameLabel> labels;
            try (AvitService service = AvitService.start(settings)) {
                labels = labels(stack, serdes);
                assertThat(service.scrape())
                        .contains(
                                "avit_elastic_last_place " + (ladder.size() - 1) + ".0",
                                "avit_elastic_place{priority=\"high\"}",
                                "operating_point=\"elastic\"")
                        .containsPattern("avit_elastic_changes_total [1-9]");
            }

            assertThat(labels)
                    .extracting(FrameLabel::getFrameId)
                    .as("nothing is skipped, none comes twice")
                    .hasSize(FRAMES)
                    .doesNotHaveDuplicates();
            assertThat(labels.stream().map(FrameLabel::getOperatingPoint).collect(Collectors.toSet()))
                    .isSubsetOf(ladder)
                    .isNotEqualTo(Set.of("default"));
            Shell replay = Shell.run(
                    "evaluate",
                    "--from",
                    "beginning",
                    "--as-recorded",
                    "--batch",
                    "5",
                    "--config",
                    config.toString(),
                    "--json",
                    folder.resolve("replay.json").toString());
            assertThat(replay.exitCode()).as(replay.err() + replay.out()).isZero();
            JsonNode skew = Reports.read(folder.resolve("replay.json")).at("/metrics/skew");
            assertThat(skew.get("equal").intValue()).isEqualTo(FRAMES);
            assertThat(skew.get("repeated").intValue()).isZero();
        }
    }

    /** Which these are for the bundled model, {@code ServedPointsTest} holds. */
    private static List<String> ladder(AvitConfig settings) {
        return ServedPoints.of(ModelFolder.open(MODEL), settings.model().operatingPoint(), settings.elastic())
                .ladder()
                .orElseThrow()
                .points()
                .stream()
                .map(OperatingPoint::name)
                .toList();
    }

    private Path configuration(EmbeddedStack stack) throws Exception {
        return Files.writeString(folder.resolve("avit.yaml"), """
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                model: {folder: "%s", operating-point: elastic}
                elastic: {latency-objective: 100ms, high-priority: ["camera-1*"]}
                state-dir: "%s"
                http: {port: 0}
                """.formatted(
                        stack.bootstrapServers(), stack.registry().urls().get(0), MODEL, folder.resolve("state")));
    }

    private static void produce(EmbeddedStack stack, AvroSerdes serdes) throws Exception {
        List<byte[]> photographs = new ArrayList<>();
        try (PhotographSource source = PhotographSource.open(0)) {
            for (int i = 0; i < 4; i++) {
                photographs.add(source.next().orElseThrow().image());
            }
        }
        String topic = TOPICS.frames().name();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int frame = 0; frame < FRAMES; frame++) {
                String camera = "camera-" + frame % CAMERAS;
                ImageEvent event = ImageEvent.newBuilder()
                        .setFrameId(camera + "/" + frame)
                        .setCameraId(camera)
                        .setSequence(frame / CAMERAS)
                        .setCapturedAt(Instant.now())
                        .setImage(ByteBuffer.wrap(photographs.get(frame % photographs.size())))
                        .build();
                byte[] value = serdes.imageEvents().serializer().serialize(topic, event);
                producer.send(new ProducerRecord<>(topic, camera.getBytes(StandardCharsets.UTF_8), value));
            }
        }
    }

    /** Waits for as many labels as there are frames. */
    private static List<FrameLabel> labels(EmbeddedStack stack, AvroSerdes serdes) {
        String topic = TOPICS.labels().name();
        List<FrameLabel> labels = new ArrayList<>();
        try (TopicTail tail = TopicTail.open(
                Map.of("bootstrap.servers", stack.bootstrapServers()), List.of(topic), TopicTail.Start.BEGINNING)) {
            Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> {
                tail.poll(Duration.ofMillis(100))
                        .forEach(record ->
                                labels.add(serdes.frameLabels().deserializer().deserialize(topic, record.value())));
                return labels.size() >= FRAMES;
            });
        }
        return labels;
    }
}
