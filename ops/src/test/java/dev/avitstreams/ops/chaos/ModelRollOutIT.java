package dev.avitstreams.ops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.chaos.audit.Audit;
import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.Ledger;
import dev.avitstreams.ops.chaos.audit.OutcomeReader;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.ShadowComparison;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.service.AvitService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models announced to two running instances under load. Both run version 1 at first; one takes announcements of models
 * below one folder, the other of none that is ever announced.
 */
@Timeout(300)
class ModelRollOutIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final double FRAMES_PER_SECOND = 150;
    private static final int CAMERAS = 12;
    private static final int PARTITIONS = 6;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Ledger ledger = new Ledger();
    private final Audit audit = new Audit();
    private final List<AvitService> services = new ArrayList<>();
    private EmbeddedStack stack;
    private AvroSerdes serdes;
    private OutcomeReader outcomes;
    private FrameMaker maker;
    private Path models;

    @BeforeEach
    void start() throws IOException {
        models = Files.createDirectory(folder.toRealPath().resolve("models"));
        TinyModel.writeTo(models.resolve("one"), "1", 10);
        TinyModel.writeTo(models.resolve("two"), "2", 5);
        Files.createDirectory(folder.resolve("elsewhere"));
        AvitConfig config = AvitConfig.parse(
                "{topics: {}, models: {roots: [/x]}, kafka: {bootstrap.servers: none}, registry: {urls: ['mock://x']}}",
                Map.of());
        stack = EmbeddedStack.start(
                folder.resolve("stack"), 0, 0, config.topicCatalogue().withPartitions(PARTITIONS));
        try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.create(config.modelTopics());
        }
        serdes = new AvroSerdes(stack.registry());
        outcomes = new OutcomeReader(stack.bootstrapServers(), TopicNames.DEFAULT, serdes, audit);
        maker = new FrameMaker(
                7, CAMERAS, TopicNames.DEFAULT.frames(), serdes.imageEvents().serializer(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        services.forEach(AvitService::close);
        outcomes.close();
        serdes.close();
        stack.close();
    }

    /** Writes the configuration of an instance and gives the file. */
    private Path configuration(String name, Path root) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                application-id: roll-out
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                model: {folder: "%s"}
                models: {roots: ["%s"]}
                operator: {workers: 1}
                threads: 3
                state-dir: "%s"
                http: {port: 0}
                summaries: {window: 1s, grace: 0ms, idle-close: 1s}
                """.formatted(
                        stack.bootstrapServers(),
                        stack.registry().urls().get(0),
                        models.resolve("one"),
                        root,
                        folder.resolve("state-" + name)));
    }

    private AvitService service(Path configuration) {
        AvitService service = AvitService.start(AvitConfig.load(configuration, Map.of()));
        services.add(service);
        Awaitility.await().atMost(PATIENCE).until(service.health()::isReady);
        return service;
    }

    /** Sends frames until told to stop, at most so many. */
    private Thread send(int atMost, StopSignal stop) {
        FrameLoad load = new FrameLoad(
                atMost,
                FRAMES_PER_SECOND,
                maker,
                TopicNames.DEFAULT.frames(),
                stack.bootstrapServers(),
                () -> atMost,
                ledger,
                stop);
        Thread sender = new Thread(load, "sender");
        sender.start();
        return sender;
    }

    private void awaitSent(int frames) {
        Awaitility.await().atMost(PATIENCE).until(() -> ledger.size() >= frames);
    }

    /** Reads what comes out until every frame of so many has come out, and its summaries too. */
    private void awaitOutcomes(int frames) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            outcomes.read(Duration.ofMillis(100));
            return audit.accounted() >= frames && audit.summarised() >= frames;
        });
    }

    private List<FrameLabel> labels() {
        List<FrameLabel> labels = new ArrayList<>();
        read(
                TopicNames.DEFAULT.labels(),
                record -> labels.add(serdes.frameLabels().deserializer().deserialize(record.topic(), record.value())));
        return labels;
    }

    private List<ShadowComparison> comparisons() {
        List<ShadowComparison> pairs = new ArrayList<>();
        read(
                "shadow-comparisons",
                record -> pairs.add(
                        serdes.of(ShadowComparison.class).deserializer().deserialize(record.topic(), record.value())));
        return pairs;
    }

    private void read(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (TopicTail tail = TopicTail.open(
                Map.of("bootstrap.servers", stack.bootstrapServers()), List.of(topic), TopicTail.Start.BEGINNING)) {
            tail.readUntil(tail.ends(), reader);
        }
    }

    private static Map<String, Long> byVersion(List<FrameLabel> labels) {
        return labels.stream()
                .collect(Collectors.groupingBy(label -> label.getModel().getVersion(), Collectors.counting()));
    }

    private static Shell deploy(Path configuration, AvitService waitedFor, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--wait", "60s", "--service", waitedFor.endpoints().toString()));
        return announce(configuration, all.toArray(String[]::new));
    }

    private static Shell announce(Path configuration, String... arguments) {
        List<String> all = new ArrayList<>(List.of("model", "deploy"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", configuration.toString()));
        return Shell.run(all.toArray(String[]::new));
    }

    private void awaitPage(AvitService service, String text) {
        Awaitility.await().atMost(PATIENCE).until(() -> page(service).contains(text));
    }

    private static void assertServes(AvitService service, String version) {
        assertThat(service.scrape())
                .containsOnlyOnce("avit_model_info{")
                .containsPattern("avit_model_info\\{[^}]*version=\"" + version + "\"");
    }

    private String page(AvitService service) throws Exception {
        URI address = service.endpoints().resolve("/models");
        return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double counter(AvitService service, String result) {
        Matcher matcher = Pattern.compile("avit_shadow_frames_total\\{result=\"" + result + "\"\\} (\\S+)")
                .matcher(service.scrape());
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    private Findings audited() {
        Findings findings = new Findings();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            assertThat(outcomes.readToEnd(admin, PATIENCE)).isTrue();
        }
        audit.check(ledger, findings);
        return findings;
    }

    @Test
    void modelsAreSwappedRefusedAndTakenBackUnderLoadAndNoFrameIsLostDoubledOrReordered() throws Exception {
        Path config = configuration("a", models);
        AvitService willing = service(config);
        AvitService unwilling = service(configuration("b", folder.resolve("elsewhere")));
        Path damaged = damaged(models.resolve("damaged"));

        // When
        StopSignal enough = StopSignal.internal();
        Thread sender = send(Integer.MAX_VALUE, enough);
        awaitSent(300);
        Shell swapped = deploy(config, willing, models.resolve("two").toString());
        awaitPage(unwilling, "lies under none of models.roots");
        assertServes(willing, "2");
        awaitSent(ledger.size() + 300);
        Shell broken = deploy(config, willing, models.resolve("one").toString(), "--at", damaged.toString());
        assertServes(willing, "2");
        Shell back = deploy(config, willing, "--withdraw");
        awaitSent(ledger.size() + 100);
        enough.request();
        sender.join();
        awaitOutcomes(ledger.size());
        Shell another = deploy(
                config,
                willing,
                models.resolve("two").toString(),
                "--at",
                models.resolve("one").toString());
        Shell missing = deploy(
                config,
                willing,
                models.resolve("two").toString(),
                "--at",
                models.resolve("three").toString());
        String status = Shell.run(
                        "model", "status", "--service", willing.endpoints().toString(), "--config", config.toString())
                .out();

        // Then
        assertThat(swapped.out()).as(swapped.err()).contains("✓ ", "avit-mini 2 (");
        assertThat(List.of(broken, another, missing))
                .extracting(Shell::exitCode)
                .containsOnly(1);
        assertThat(broken.out()).contains("✗ ", "avit-mini 2 (", "weights.safetensors has SHA-256", "damaged");
        assertThat(back.exitCode()).as(back.out() + back.err()).isZero();
        assertThat(another.out()).contains("avit-mini 1 (", "is not the model that was announced");
        assertThat(missing.out()).contains("copy the model there first");
        assertThat(status).contains("announced  avit-mini 2", "avit-mini 1 (", "refused avit-mini 2: ");
        assertServes(willing, "1");
        assertThat(willing.scrape())
                .contains(
                        "avit_model_refused{role=\"serving\"} 1.0",
                        "avit_model_rollouts_total{result=\"refused\",role=\"serving\"} 3.0",
                        "avit_model_rollouts_total{result=\"running\",role=\"serving\"} 2.0");
        awaitPage(unwilling, models.resolve("three").toString());
        assertServes(unwilling, "1");
        assertThat(unwilling.scrape()).contains("avit_model_refused{role=\"serving\"} 1.0");

        assertThat(audited().all()).isEmpty();
        assertThat(byVersion(labels()))
                .containsOnlyKeys("1", "2")
                .allSatisfy((version, count) -> assertThat(count).isGreaterThan(100));
    }

    @Test
    void aServiceBeginsWithTheAnnouncedModelsAndComparesTheShadowOnItsShare() throws Exception {
        Path config = configuration("a", models);
        assertThat(announce(config, models.resolve("two").toString()).exitCode())
                .isZero();
        assertThat(announce(config, models.resolve("one").toString(), "--shadow", "--share", "0.5")
                        .exitCode())
                .isZero();

        // When
        AvitService service = service(config);
        assertServes(service, "2");
        Awaitility.await().atMost(PATIENCE).until(() -> service.scrape().contains("avit_shadow_info{"));
        int frames = 600;
        send(frames, StopSignal.internal()).join();
        awaitOutcomes(frames);

        // Then
        assertThat(audited().all()).isEmpty();
        assertThat(byVersion(labels())).containsOnlyKeys("2");
        assertThat(page(service)).contains("\"stage\":\"running\"").doesNotContain("refused");
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(comparisons())
                        .hasSize((int) (counter(service, "agree") + counter(service, "disagree")))
                        .hasSizeGreaterThan(100));
        List<ShadowComparison> pairs = comparisons();
        double chosen = pairs.size() + counter(service, "busy") + counter(service, "not_served");
        assertThat(chosen / frames).isBetween(0.4, 0.6);
        assertThat(counter(service, "failed") + counter(service, "rejected") + counter(service, "unpublished"))
                .isZero();
        assertThat(pairs).allSatisfy(pair -> {
            assertThat(pair.getServing().getVersion()).isEqualTo("2");
            assertThat(pair.getCandidate().getVersion()).isEqualTo("1");
        });
        assertThat(pairs).extracting(ShadowComparison::getFrameId).doesNotHaveDuplicates();

        Path json = folder.resolve("shadow.json");
        Shell shown = Shell.run("model", "shadow", "--json", json.toString(), "--config", config.toString());
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains(
                        "serving    avit-mini 2 (", "candidate  avit-mini 1 (", "pairs                " + pairs.size());
        assertThat(Files.readString(json)).contains("\"pairs\" : " + pairs.size(), "\"macsRatio\"");

        Shell ended = deploy(config, service, "--shadow", "--withdraw");
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(service.scrape()).doesNotContain("avit_shadow_info{");
        assertServes(service, "2");
    }

    /** A copy of version 1 with one byte of its weights flipped. */
    private Path damaged(Path copy) throws IOException {
        TinyModel.writeTo(copy, "1", 10);
        Path weights = copy.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 1;
        Files.write(weights, bytes);
        return copy;
    }
}
