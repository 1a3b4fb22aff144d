package dev.avitstreams.ops.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.service.AvitService;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A camera that has filled all there is room for when nine others send a frame each. The operator is held meanwhile, so
 * that who comes when is not a matter of speed. Its thread polls more than may be under way, so that it can fill it alone.
 */
class FloodIT {
    private static final String REGISTRY = "mock://flood-it";
    private static final String GROUP = "avit-streams";
    private static final int QUIET_CAMERAS = 9;
    private static final int FLOOD = 300;
    private static final int BATCH = 16;
    private static final int IN_FLIGHT = 48;

    /** One batch of records, which a consumer sees whole or not at all. */
    private static final Map<String, Object> AT_ONCE = Map.of("linger.ms", 2_000, "batch.size", 1 << 20);

    private static final TopicCatalogue TOPICS = TopicCatalogue.defaults().withPartitions(QUIET_CAMERAS + 1);

    @TempDir
    Path folder;

    private GatedBackend backend;

    @Test
    void theOthersAreInTheNextBatch() throws Exception {
        byte[] quiet = picture(0xFF0000);
        byte[] flood = picture(0x0000FF);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.create(TOPICS.all());
            }
            try (CameraFeed cameras = new CameraFeed(broker.bootstrapServers(), RegistryConfig.of(REGISTRY));
                    CameraFeed together =
                            new CameraFeed(broker.bootstrapServers(), RegistryConfig.of(REGISTRY), AT_ONCE)) {
                try (AvitService service = AvitService.start(config(broker), this::around)) {
                    // Given
                    awaitNoMoreRebalances(broker);
                    CompletableFuture.allOf(Stream.generate(() -> together.send("flood", 0, flood))
                                    .limit(FLOOD)
                                    .toArray(CompletableFuture[]::new))
                            .get();
                    await().atMost(Duration.ofSeconds(60)).until(() -> isUnderWay(service, IN_FLIGHT));

                    // When
                    for (int camera = 1; camera <= QUIET_CAMERAS; camera++) {
                        cameras.send("quiet-" + camera, camera, quiet).get();
                    }
                    await().atMost(Duration.ofSeconds(60)).until(() -> isUnderWay(service, IN_FLIGHT + QUIET_CAMERAS));
                    backend.open();

                    // Then
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> service.scrape()
                                    .contains("avit_latency_seconds_count{span=\"appended_to_published\"} "
                                            + (FLOOD + QUIET_CAMERAS)));
                    List<List<PreparedImage>> batches = backend.batches();
                    assertThat(batches.get(0)).noneMatch(FloodIT::isQuiet);
                    assertThat(batches.get(1)).filteredOn(FloodIT::isQuiet).hasSize(QUIET_CAMERAS);
                    assertThat(batches.get(1))
                            .filteredOn(image -> !isQuiet(image))
                            .hasSizeLessThanOrEqualTo(BATCH / 4);
                    assertThat(batches).hasSizeLessThan(FLOOD / 2).allMatch(batch -> batch.size() <= BATCH);
                }
            }
        }
    }

    /** All of them accepted and decoded. */
    private static boolean isUnderWay(AvitService service, int frames) {
        String meters = service.scrape();
        return meters.contains("avit_batch_inflight " + (double) frames)
                && meters.contains("avit_inference_duration_seconds_count{phase=\"decode\"} " + frames);
    }

    /**
     * A thread that waits for the operator takes part in no rebalance, and whoever began it waits for the thread. The first
     * rebalance is soon followed by another, when the leader sees the topics that it has made.
     */
    private static void awaitNoMoreRebalances(EmbeddedBroker broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .until(() -> isSettled(admin.describeConsumerGroups(List.of(GROUP))
                            .describedGroups()
                            .get(GROUP)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()));
        }
    }

    private static boolean isSettled(ConsumerGroupDescription group) {
        return group.groupState() == GroupState.STABLE
                && group.members().size() == QUIET_CAMERAS + 1
                && group.members().stream()
                        .noneMatch(
                                member -> member.assignment().topicPartitions().isEmpty());
    }

    private Backend around(Backend real) {
        backend = new GatedBackend(real);
        return backend;
    }

    private AvitConfig config(EmbeddedBroker broker) throws IOException {
        return AvitConfig.parse(
                """
                kafka: {bootstrap.servers: "%s", producer.transaction.timeout.ms: 60000, max.poll.records: 64}
                registry: {urls: ["%s"]}
                model: {folder: "%s"}
                state-dir: "%s"
                threads: %d
                http: {port: 0}
                operator: {timeout: 50s, give-up-after: 10m}
                batch: {max-size: %d, max-in-flight: %d}
                """.formatted(
                                broker.bootstrapServers(),
                                REGISTRY,
                                TinyModel.writeTo(folder.resolve("model")),
                                folder.resolve("state"),
                                QUIET_CAMERAS + 1,
                                BATCH,
                                IN_FLIGHT),
                Map.of());
    }

    private static boolean isQuiet(PreparedImage image) {
        byte[] pixels = image.pixels();
        return Byte.toUnsignedInt(pixels[0]) > Byte.toUnsignedInt(pixels[pixels.length - 1]);
    }

    private static byte[] picture(int rgb) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 32; i++) {
            image.setRGB(i % 32, i / 32, rgb);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
