package dev.avitstreams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a cluster, on the embedded one. */
class ClusterCommandsIT {

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedStack stack;

    @BeforeAll
    static void start() {
        stack = EmbeddedStack.start(folder.resolve("stack"), 0, 0, TopicCatalogue.defaults());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void topicsAndSchemasAreThere() {
        assertThat(run("topics", "check").exitCode()).isZero();
        assertThat(run("topics", "create").out()).contains("✓ Topic 'camera-frames' is ready, with 8 partitions.");
        assertThat(run("schemas", "check").exitCode()).isZero();
        assertThat(run("schemas", "register").out()).contains("✓ Subject 'camera-frames-value'");
        assertThat(run("dead-letters", "list").err()).contains("0 dead letters");
    }

    @Test
    void aLoadNobodyAnswersIsMissing() {
        Shell shell = run("load", "--flood", "12", "--cameras", "3", "--count", "2", "--patience", "1");

        assertThat(shell.exitCode()).as(shell.err()).isEqualTo(3);
        assertThat(shell.out()).contains("12 sent, 0 labelled", "12 missing");
    }

    @Test
    void aCameraRefusesFramesOverTheLimitAndPublishesTheRest() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/n07920052"));
        try (var stream = ClusterCommandsIT.class.getResourceAsStream("/photographs/coffee.jpg")) {
            Files.write(images.resolve("1.jpg"), stream.readAllBytes());
        }
        Files.write(images.resolve("2-too-large.jpg"), new byte[5 << 20]);
        Files.write(images.resolve("3-empty.jpg"), new byte[0]);
        Path json = folder.resolve("camera.json");

        Shell sent = run(
                "camera",
                "--camera",
                "gate",
                "--source",
                folder.resolve("images").toString(),
                "--fps",
                "0",
                "--json",
                json.toString());

        assertThat(sent.exitCode()).as(sent.err()).isEqualTo(3);
        assertThat(sent.out()).contains("2 frames sent", "1 refused as too large");
        assertThat(json).content().contains("\"frames\" : 2", "\"refused\" : 1");
        Shell frames = run("inspect", "frames", "--from-beginning", "--no-follow", "--json", "--camera", "gate");
        assertThat(frames.out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"truth\":\"n07920052\""))
                .anyMatch(line -> line.contains("\"sequence\":0"))
                .anyMatch(line -> line.contains("\"sequence\":2"));
        assertThat(run("inspect", "frames", "--from-beginning", "--count", "1", "--camera", "gate")
                        .out())
                .contains("gate", "truth n07920052");
    }

    @Test
    void theDoctorChecksWhatTheServiceChecksAndTheDevice() throws IOException {
        Path config = Files.writeString(
                folder.resolve("doctor.yaml"),
                "model: {folder: ../model}\nkafka: {bootstrap.servers: x}\nregistry: {urls: ['http://x']}\n");

        Shell doctor = run("doctor", "--config", config.toString());

        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .contains("✓ settings  A batch of", "✓ model ", "✓ broker ", "✓ registry ", "✓ device ")
                .doesNotContain("name a cluster");
    }

    @Test
    void aFrameWithoutAValueIsShownAsOne() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("camera-frames", "broken", null)).get();
        }

        Shell frames = run("inspect", "frames", "--from-beginning", "--no-follow", "--camera", "broken");

        assertThat(frames.exitCode()).as(frames.err()).isZero();
        assertThat(frames.out()).contains("The record has no value.");
    }

    @Test
    void aMissingTopicIsNamedWithTheFix() throws IOException {
        Path config = Files.writeString(
                folder.resolve("other.yaml"),
                "topics: {frames: other-frames}\nkafka: {bootstrap.servers: x}\nregistry: {urls: ['http://x']}\n");

        Shell check = run("topics", "check", "--config", config.toString());
        Shell camera = run("camera", "--camera", "x", "--config", config.toString());

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("✗ Topic 'other-frames' does not exist. Create it with 'avit topics create'.");
        assertThat(camera.exitCode()).isEqualTo(4);
        assertThat(camera.err()).contains("Topic 'other-frames' does not exist");
    }

    @Test
    void aDeadLetterThatIsNotThereIsNamed() {
        assertThat(run("dead-letters", "show", "0@12345").err()).contains("no dead letter at 0@12345");
        assertThat(run("dead-letters", "replay", "0@12345").exitCode()).isEqualTo(3);
    }

    private static Shell run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", stack.bootstrapServers()));
        all.addAll(List.of("--registry", stack.registry().urls().get(0)));
        return Shell.run(all.toArray(String[]::new));
    }
}
