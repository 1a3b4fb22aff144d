package dev.avitstreams.ops.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.chaos.TinyModel;
import dev.avitstreams.ops.console.Logging;
import dev.avitstreams.ops.security.SecuredBroker.Door;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.health.Component;
import dev.avitstreams.topology.health.Condition;
import dev.avitstreams.topology.service.AvitService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** The manual's recipes against a real broker: commands, a camera and the service, let in and turned away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerSecurityIT {
    private static final String REGISTRY = "mock://broker-security";
    private static final int FRAMES = 3;

    private final SecretWatch watch = SecretWatch.begin();

    private Path folder;
    private Recipes recipes;
    private SecretFiles files;
    private TokenIssuer issuer;
    private SecuredBroker broker;
    private Path model;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        folder = dir;
        recipes = Recipes.ofTheManual();
        files = SecretFiles.write(folder.resolve("secrets"));
        issuer = TokenIssuer.start(
                SecuredBroker.USER, files.secret("oauth-secret"), token -> watch.guard(List.of(token)));
        broker = SecuredBroker.start(
                folder.resolve("broker"), files.certificates(), files.secret("kafka-password"), issuer);
        watch.guard(files.all());
        model = TinyModel.writeTo(folder.resolve("model"));
        Shell created = Shell.run("topics", "create", "--partitions", "1", "--bootstrap", broker.address(Door.OPEN));
        assertThat(created.exitCode()).as(created.err()).isZero();
    }

    @AfterAll
    void stop() {
        Logging.configure(Logging.Audience.SHELL);
        broker.close();
        issuer.close();
        watch.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Brokers: TLS             | TLS        | SSL           | SSL
            Brokers: mutual TLS      | MUTUAL_TLS | SSL           | SSL
            Brokers: SASL PLAIN      | PLAIN      | PLAIN         | PLAIN
            Brokers: SASL SCRAM      | SCRAM      | SCRAM-SHA-512 | SCRAM-SHA-512
            Brokers: SASL SCRAM      | SCRAM      | SCRAM-SHA-512 | SCRAM-SHA-256
            Brokers: SASL OAUTHBEARER| OAUTH      | OAUTHBEARER   | OAUTHBEARER
            """)
    void rightCredentialsLetCommandsCameraAndServiceIn(String recipe, Door door, String mechanism, String used)
            throws Exception {
        // Given
        String yaml = yaml(recipe, door).replace("mechanism: " + mechanism, "mechanism: " + used);
        Path config = file(yaml);
        String camera = "camera-" + door + "-" + used;

        // When
        Shell doctor = Shell.run("doctor", "--config", config.toString());
        Shell sent = Shell.run(
                "camera", "--camera", camera, "--frames", "" + FRAMES, "--fps", "0", "--config", config.toString());

        // Then
        assertThat(doctor.exitCode()).as(doctor.out() + doctor.err()).isZero();
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        try (AvitService service = AvitService.start(AvitConfig.parse(yaml, Map.of()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Pages.count(service.scrape(), camera, "classified") == FRAMES);
            seen("/config", Pages.get(service, "/config"));
            seen("/metrics", Pages.get(service, "/metrics"));
            seen("/readyz", Pages.get(service, "/readyz"));
        }
        seen("doctor", doctor);
        seen("camera", sent);
        seen("print-effective", Shell.run("run", "--print-effective", "--config", config.toString()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Brokers: TLS             | TLS        | ca.pem         | other.pem            | ssl.truststore.location
            Brokers: TLS             | TLS        | 127.0.0.1      | localhost            | ssl.truststore.location
            Brokers: TLS             | MUTUAL_TLS | -              | -                    | ssl.keystore.location
            Brokers: mutual TLS      | MUTUAL_TLS | client.p12     | strangers-client.p12 | ssl.keystore.location
            Brokers: mutual TLS      | MUTUAL_TLS | client.p12     | missing.p12          | missing.p12
            Brokers: mutual TLS      | MUTUAL_TLS | store-password | wrong-secret         | ssl.keystore.password
            Brokers: SASL PLAIN      | PLAIN      | kafka-password | wrong-secret         | sasl.jaas.config
            Brokers: SASL SCRAM      | SCRAM      | kafka-password | wrong-secret         | sasl.jaas.config
            Brokers: SASL PLAIN      | SCRAM      | -              | -                    | sasl.mechanism
            Brokers: SASL OAUTHBEARER| OAUTH      | oauth-secret   | wrong-secret         | sasl.jaas.config
            Brokers: SASL PLAIN      | PLAIN      | SASL_SSL       | SASL_PLAINTEXT       | security.protocol
            """)
    void wrongCredentialsAreNamedByTheirSettingSoon(
            String recipe, Door door, String right, String wrong, String setting) throws Exception {
        // Given
        String yaml = yaml(recipe, door).replace(right, wrong);
        Path config = file(yaml);
        long begun = System.nanoTime();

        // When
        Shell check = Shell.run("topics", "check", "--config", config.toString());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        // Then
        assertThat(check.exitCode()).as(check.err()).isEqualTo(4);
        assertThat(check.err().lines())
                .singleElement()
                .asString()
                .startsWith("avit: ")
                .contains(setting);
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        try (AvitService service = AvitService.start(AvitConfig.parse(yaml, Map.of()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            service.health().conditions().get(Component.BROKER) instanceof Condition.NotReady reason
                                    && reason.sentence().contains(setting));
            seen("/readyz", Pages.get(service, "/readyz"));
        }
        seen("topics check", check);
        seen("topics check", Shell.run("topics", "check", "--verbose", "--config", config.toString()));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void noSecretWasSeenInAnyOfTheRuns() {
        assertThat(watch.messages()).isPositive();
        assertThat(watch.leaks()).isEmpty();
    }

    private String yaml(String recipe, Door door) {
        return files.in(recipes.get(recipe))
                        .replace("broker:9093", broker.address(door))
                        .replace("https://login/token", issuer.tokenUrl())
                + """
                registry: {urls: ["%s"]}
                model: {folder: "%s"}
                state-dir: "%s"
                threads: 1
                batch: {max-size: 8}
                http: {port: 0}
                """.formatted(REGISTRY, model, folder.resolve("state"));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "avit", ".yaml"), yaml);
    }

    private void seen(String where, Shell shell) {
        seen(where, shell.out() + shell.err());
    }

    private void seen(String where, String text) {
        watch.read(where, text);
    }
}
