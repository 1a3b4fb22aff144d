package dev.avitstreams.ops.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.service.AvitService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running service is told other settings by the command, with frames under way. */
class LiveTuningIT {
    private static final String REGISTRY = "mock://live-tuning-it";
    private static final String TOKEN = "0123456789abcdef-live";
    private static final int CAMERAS = 4;
    private static final int FRAMES_OF_EACH = 30;
    private static final TopicCatalogue TOPICS = TopicCatalogue.defaults().withPartitions(CAMERAS);

    @TempDir
    Path folder;

    @Test
    void framesSentAfterAChangeAreAsItSaysAndNoneIsLost() throws Exception {
        byte[] photograph;
        try (PhotographSource source = PhotographSource.open(0)) {
            photograph = source.next().orElseThrow().image();
        }
        Path tokenFile = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.create(TOPICS.all());
            }
            try (AvitService service = AvitService.start(config(broker, tokenFile));
                    CameraFeed cameras = new CameraFeed(broker.bootstrapServers(), RegistryConfig.of(REGISTRY))) {
                await().atMost(Duration.ofSeconds(90)).until(service.health()::isReady);
                String url = service.endpoints().toString();

                sendRound(cameras, "before", photograph);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !labels(broker, cameras).isEmpty());
                Shell tuned = Shell.run(
                        "tune",
                        "--service",
                        url,
                        "--token-file",
                        tokenFile.toString(),
                        "--batch-size",
                        "1",
                        "--operating-point",
                        "fast");
                sendRound(cameras, "after", photograph);
                Shell shown = Shell.run("tune", "--service", url, "--token-file", tokenFile.toString());
                Shell refused = Shell.run(
                        "tune", "--service", url, "--token-file", tokenFile.toString(), "--operating-point", "fasd");

                assertThat(tuned.exitCode()).as(tuned.err()).isZero();
                assertThat(tuned.out().replaceAll(" +", " "))
                        .isEqualTo("batch.max-size 32 -> 1\nbatch.max-delay 10ms\n"
                                + "model.operating-point default -> fast\n");
                assertThat(shown.out().replaceAll(" +", " "))
                        .isEqualTo("batch.max-size 1\nbatch.max-delay 10ms\nmodel.operating-point fast\n");
                assertThat(refused.exitCode()).isEqualTo(2);
                assertThat(refused.err())
                        .contains("model.operating-point is 'fasd', must be one of default, careful, fast, fastest");
                assertThat(read(url, "/config"))
                        .startsWith("# Changed at /control since the start")
                        .contains("max-size: 1\n", "operating-point: fast\n")
                        .doesNotContain(TOKEN);
                assertThat(read(url, "/metrics"))
                        .contains("avit_setting{setting=\"batch.max-size\"} 1.0", "operating_point=\"fast\"")
                        .contains("avit_control_changes_total{setting=\"model.operating-point\"} 1.0");

                Map<String, FrameLabel> labels = labels(broker, cameras, 2 * CAMERAS * FRAMES_OF_EACH);
                labels.forEach((frame, label) -> {
                    if (frame.startsWith("after")) {
                        assertThat(label.getOperatingPoint()).as(frame).isEqualTo("fast");
                        assertThat(label.getBatchSize()).as(frame).isEqualTo(1);
                    }
                });
                assertThat(labels.values())
                        .extracting(FrameLabel::getOperatingPoint)
                        .contains("default");
            }
        }
    }

    private static void sendRound(CameraFeed cameras, String name, byte[] image) throws Exception {
        for (int frame = 0; frame < FRAMES_OF_EACH; frame++) {
            for (int camera = 0; camera < CAMERAS; camera++) {
                cameras.send(name + "-" + camera, camera, image).get();
            }
        }
    }

    private static Map<String, FrameLabel> labels(EmbeddedBroker broker, CameraFeed cameras, int count) {
        Map<String, FrameLabel> labels = new HashMap<>();
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    List<FrameLabel> all = labels(broker, cameras);
                    labels.clear();
                    all.forEach(label -> labels.put(label.getFrameId(), label));
                    assertThat(all).hasSize(count);
                    assertThat(labels).hasSize(count);
                });
        return labels;
    }

    private static List<FrameLabel> labels(EmbeddedBroker broker, CameraFeed cameras) {
        return TopicReader.readAll(broker.bootstrapServers(), TOPICS.labels().name()).stream()
                .map(record ->
                        cameras.serdes().frameLabels().deserializer().deserialize(record.topic(), record.value()))
                .toList();
    }

    private static String read(String service, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(service).resolve(path))
                                .header("Authorization", "Bearer " + TOKEN)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private AvitConfig config(EmbeddedBroker broker, Path tokenFile) {
        return AvitConfig.parse(
                """
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                model: {folder: "%s"}
                state-dir: "%s"
                threads: %d
                http: {port: 0, token: "${file:%s}"}
                """.formatted(
                                broker.bootstrapServers(),
                                REGISTRY,
                                Path.of("..", "model").toAbsolutePath().normalize(),
                                folder.resolve("state"),
                                CAMERAS,
                                tokenFile),
                Map.of());
    }
}
