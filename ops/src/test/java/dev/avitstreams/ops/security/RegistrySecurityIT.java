package dev.avitstreams.ops.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.console.Logging;
import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.ops.stack.GuardedRegistry;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.health.Component;
import dev.avitstreams.topology.health.Condition;
import dev.avitstreams.topology.service.AvitService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manual's recipes against a real registry behind TLS: commands, a camera and the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistrySecurityIT {
    private static final int FRAMES = 3;

    private enum Guard {
        PASSWORD,
        TOKEN,
        CERTIFICATE
    }

    private final SecretWatch watch = SecretWatch.begin();
    private final Map<Guard, GuardedRegistry> registries = new EnumMap<>(Guard.class);
    private Path folder;
    private Recipes recipes;
    private SecretFiles files;
    private EmbeddedBroker broker;
    private Path model;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        folder = dir;
        recipes = Recipes.ofTheManual();
        files = SecretFiles.write(folder.resolve("secrets"));
        watch.guard(files.all());
        String user = "avit:" + files.secret("registry-password");
        String encoded = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        watch.guard(List.of(encoded));
        guard(Guard.PASSWORD, Optional.of("Basic " + encoded));
        guard(Guard.TOKEN, Optional.of("Bearer " + files.secret("registry-token")));
        guard(Guard.CERTIFICATE, Optional.empty());
        broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        model = TinyModel.writeTo(folder.resolve("model"));
        Shell created = Shell.run("topics", "create", "--partitions", "1", "--bootstrap", broker.bootstrapServers());
        assertThat(created.exitCode()).as(created.err()).isZero();
    }

    private void guard(Guard guard, Optional<String> authorization) throws Exception {
        SSLContext tls = files.certificates().serverContext();
        Path own = Files.createDirectories(folder.resolve("registry-" + guard));
        registries.put(guard, new GuardedRegistry(own, tls, guard == Guard.CERTIFICATE, authorization));
    }

    @AfterAll
    void stop() {
        Logging.configure(Logging.Audience.SHELL);
        broker.close();
        registries.values().forEach(GuardedRegistry::close);
        watch.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Registry: basic authentication, PASSWORD",
        "Registry: bearer token, TOKEN",
        "Registry: renewed bearer token, TOKEN",
        "Registry: mutual TLS, CERTIFICATE"
    })
    void rightCredentialsLetCommandsCameraAndServiceIn(String recipe, Guard guard) throws Exception {
        // Given
        String yaml = yaml(recipe, guard);
        String config = file(yaml);
        String camera = recipe.replaceAll("[^a-z]+", "-");

        // When
        Shell registered = Shell.run("schemas", "register", "--config", config);
        Shell sent = Shell.run("camera", "--camera", camera, "--frames", "" + FRAMES, "--fps", "0", "--config", config);

        // Then
        assertThat(registered.exitCode()).as(registered.err()).isZero();
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        try (AvitService service = AvitService.start(AvitConfig.parse(yaml, Map.of()))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> labels(service, camera) == FRAMES);
            watch.read("/config", Pages.get(service, "/config"));
            watch.read("/metrics", Pages.get(service, "/metrics"));
        }
        watch.read("schemas", registered.out() + registered.err());
        watch.read("camera", sent.out() + sent.err());
        watch.read(
                "print-effective",
                Shell.run("run", "--print-effective", "--config", config).out());
    }

    private static long labels(AvitService service, String camera) {
        return Pages.count(service.scrape(), camera, "classified");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Registry: basic authentication | PASSWORD    | registry-password | wrong-secret         | HTTP 401  | basic.auth.user.info
            Registry: bearer token         | TOKEN       | registry-token    | wrong-secret         | HTTP 401  | bearer.auth.token
            Registry: renewed bearer token | TOKEN       | registry-token    | wrong-secret         | HTTP 401  | bearer.auth.token
            Registry: bearer token         | PASSWORD    | -                 | -                    | HTTP 401  | basic.auth.user.info
            Registry: basic authentication | PASSWORD    | trust.p12         | strangers-trust.p12  | PKIX      | schema.registry.ssl.truststore.location
            Registry: basic authentication | PASSWORD    | 127.0.0.1         | localhost            | localhost | schema.registry.ssl.truststore.location
            Registry: mutual TLS           | CERTIFICATE | client.p12        | strangers-client.p12 | closed    | schema.registry.ssl.keystore.location
            Registry: bearer token         | CERTIFICATE | -                 | -                    | closed    | schema.registry.ssl.keystore.location
            Registry: basic authentication | PASSWORD    | https             | http                 | closed    | http or https
            """)
    void wrongCredentialsAreNamedByTheirSettingSoon(
            String recipe, Guard guard, String right, String wrong, String reason, String setting) throws Exception {
        // Given
        String yaml = yaml(recipe, guard).replace(right, wrong);
        long begun = System.nanoTime();

        // When
        Shell check = Shell.run("schemas", "check", "--config", file(yaml));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        // Then
        assertThat(check.exitCode()).as(check.err()).isEqualTo(4);
        assertThat(check.err().lines())
                .singleElement()
                .asString()
                .startsWith("avit: ")
                .contains(reason, setting, address(guard).substring("127.0.0.1".length()));
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        try (AvitService service = AvitService.start(AvitConfig.parse(yaml, Map.of()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            service.health().conditions().get(Component.REGISTRY) instanceof Condition.NotReady notReady
                                    && notReady.sentence().contains(setting));
            watch.read("/readyz", Pages.get(service, "/readyz"));
        }
        Shell loud = Shell.run("schemas", "check", "--verbose", "--config", file(yaml));
        watch.read("schemas check", check.err() + loud.out() + loud.err());
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void noSecretWasSeenInAnyOfTheRuns() {
        assertThat(watch.messages()).isPositive();
        assertThat(watch.leaks()).isEmpty();
    }

    private String address(Guard guard) {
        return Objects.requireNonNull(registries.get(guard)).address();
    }

    private String yaml(String recipe, Guard guard) {
        return files.in(recipes.get(recipe)).replace("registry:8081", address(guard))
                + """
                kafka: {bootstrap.servers: "%s"}
                model: {folder: "%s"}
                state-dir: "%s"
                threads: 1
                batch: {max-size: 8}
                http: {port: 0}
                """.formatted(broker.bootstrapServers(), model, folder.resolve("state"));
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "avit", ".yaml"), yaml)
                .toString();
    }
}
