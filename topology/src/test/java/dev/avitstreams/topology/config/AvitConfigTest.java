package dev.avitstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AvitConfigTest {

    private static final String MINIMAL = """
            kafka: {bootstrap.servers: "localhost:9092"}
            registry: {urls: [http://localhost:8081]}
            """;

    /** Every default, as the service prints it. A change here is a change users notice. */
    private static final String DEFAULTS = """
            application-id: avit-streams
            processing-guarantee: exactly_once_v2
            threads: 8
            state-dir: %s/.local/state/avit-streams
            topics:
              frames: camera-frames
              labels: frame-labels
              summaries: halting-summaries
              dead-letters: frame-dead-letters
              models: models
              shadow-comparisons: shadow-comparisons
            model:
              folder: model
              operating-point: default
            models:
              roots: []
              load-timeout: 5m
            operator:
              device: auto
              # workers is not set
              early-exit: false
              precision: f32
              timeout: 5s
              give-up-after: 30s
            elastic:
              # min-accuracy is not set
              points: []
              latency-objective: 250ms
              high-priority: []
            batch:
              max-size: 32
              max-delay: 10ms
              max-bytes: 64MiB
              max-in-flight: 64
              max-camera-share: 0.25
            frames:
              max-bytes: 4MiB
              max-pixels: 25000000
              encodings: [jpeg, png, webp]
              decode: exact
              reference-roots: []
              # skip-stale-after is not set
            summaries:
              window: 10s
              grace: 2s
              idle-close: 5s
              max-clock-ahead: 10s
              max-clock-behind: 1d
            registry:
              urls: [http://localhost:8081]
              auto-register: true
              properties: {}
            http:
              host: 127.0.0.1
              port: 8080
              # token is not set
              auth: auto
            metrics:
              max-cameras: 100
            kafka:
              bootstrap.servers: localhost:9092
            """.formatted(System.getProperty("user.home"));

    @Test
    void everyDefaultIsPinned() {
        assertThat(AvitConfig.parse(MINIMAL, Map.of()).effective()).isEqualTo(DEFAULTS);
    }

    @Test
    void effectiveConfigurationIsReadBackAsItself() {
        AvitConfig config = AvitConfig.parse(
                MINIMAL,
                Map.of(
                        "AVIT_OPERATOR_WORKERS",
                        "3",
                        "AVIT_MODEL_OPERATING_POINT",
                        "elastic",
                        "AVIT_ELASTIC_MIN_ACCURACY",
                        "0.72",
                        "AVIT_ELASTIC_HIGH_PRIORITY",
                        "gate-*,dock",
                        "AVIT_FRAMES_REFERENCE_ROOTS",
                        "/data/a b,/data/c: d",
                        "AVIT_KAFKA_CLIENT_ID",
                        "say \"hi\" \\ #1"));

        assertThat(AvitConfig.parse(config.effective(), Map.of())).isEqualTo(config);
    }

    @Test
    void topicsAndFrameLimitAreThoseOfTheCatalogueByDefault() {
        AvitConfig config = AvitConfig.parse(MINIMAL, Map.of());

        assertThat(config.topicCatalogue()).isEqualTo(TopicCatalogue.defaults());
        assertThat(config.frames().decodeLimits().maxEncodedBytes()).isEqualTo(4 << 20);
        assertThat(config.registry().client().urls())
                .isEqualTo(config.registry().urls());
    }

    @Test
    void topicsOfModelsCountOnlyWhereAnnouncementsAreTaken() {
        Map<String, String> alike = Map.of("AVIT_TOPICS_FRAMES", "models", "AVIT_TOPICS_LABELS", "shadow-comparisons");
        assertThat(AvitConfig.parse(MINIMAL, alike).topics().frames()).isEqualTo("models");

        Map<String, String> taken = new HashMap<>(alike);
        taken.put("AVIT_MODELS_ROOTS", "/models");
        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL, taken)).hasMessageContaining("must be six different topics");
        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL, Map.of("AVIT_TOPICS_LABELS", "camera-frames")))
                .hasMessageContaining("must be four different topics");
    }

    @Test
    void minimalConfigurationCanBeBuiltInCode() {
        assertThat(AvitConfig.defaults("localhost:9092", List.of("http://localhost:8081")))
                .isEqualTo(AvitConfig.parse(MINIMAL, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            batch: {max-sise: 3}        | unknown key batch.max-sise, did you mean max-size? (line 3)
            bach: {max-size: 3}         | unknown key bach, did you mean batch? (line 3)
            batch: {max-size: 0}        | batch.max-size is 0, must be 1 to 1024 (line 3)
            batch: {max-camera-share: 0} | batch.max-camera-share is 0, must be 0.01 to 1 (line 3)
            batch: {max-camera-share: 1.01} | batch.max-camera-share is 1.01, must be 0.01 to 1 (line 3)
            batch: {max-camera-share: NaN} | batch.max-camera-share is 'NaN', must be a number such as 0.5 (line 3)
            batch: {max-size: many}     | batch.max-size is 'many', must be a whole number (line 3)
            batch: {max-delay: 10}      | batch.max-delay is '10', must be a duration such as 10ms, 5s, 2m or 1h (line 3)
            batch: {max-delay: 2s}      | batch.max-delay is 2s, must be 0ms to 1s (line 3)
            batch: {max-bytes: 64MB}    | batch.max-bytes is '64MB', must be a size such as 64KiB, 2MiB or 1GiB (line 3)
            batch: {max-in-flight: 8}   | batch.max-in-flight is 8, must be at least batch.max-size, which is 32 (line 3)
            batch: 5                    | batch is a single value, must be a section of settings (line 3)
            operator: {device: tpu}     | operator.device is 'tpu', must be one of auto, cpu, cuda (line 3)
            operator: {early-exit: yes} | operator.early-exit is 'yes', must be true or false (line 3)
            operator: {timeout: 4s, give-up-after: 3s} | operator.give-up-after is 3s, must be at least operator.timeout, which is 4s (line 3)
            operator: {timeout: 12s}    | operator.timeout is 12s, must be below the transaction timeout of 10000ms (kafka: producer.transaction.timeout.ms) (line 3)
            elastic: {min-accuracy: 0.7} | elastic.min-accuracy is set, but model.operating-point is 'default', which does not change with load; set that to elastic, or leave this out (line 3)
            elastic: {points: [a, b]}    | elastic.points is set, but model.operating-point is 'default', which does not change with load; set that to elastic, or leave this out (line 3)
            elastic: {latency-objective: 1s} | elastic.latency-objective is set, but model.operating-point is 'default', which does not change with load; set that to elastic, or leave this out (line 3)
            elastic: {high-priority: [a]} | elastic.high-priority is set, but model.operating-point is 'default', which does not change with load; set that to elastic, or leave this out (line 3)
            elastic: {min-accuracy: 70} | elastic.min-accuracy is 70, must be 0 to 1 (line 3)
            elastic: {min-accuracy: good} | elastic.min-accuracy is 'good', must be a number such as 0.5 (line 3)
            elastic: {min-accuracy: 0.7, points: [a, b]} | elastic.points is [a, b], but elastic.min-accuracy is set too; leave one of them out (line 3)
            elastic: {points: [a]}      | elastic.points is [a], must name two points or more; for one, set model.operating-point to it (line 3)
            elastic: {points: [a, a]}   | elastic.points is [a, a], must name each point once (line 3)
            elastic: {latency-objective: 1ms} | elastic.latency-objective is 1ms, must be 10ms to 1h (line 3)
            http: {host: 0.0.0.0}       | http.host is 0.0.0.0, which others can reach, and http.token is not set; write token: ${file:/path}, or auth: none where a network policy or a proxy keeps strangers out (line 3)
            http: {host: 10.0.0.7}      | http.host is 10.0.0.7, which others can reach, and http.token is not set; write token: ${file:/path}, or auth: none where a network policy or a proxy keeps strangers out (line 3)
            http: {auth: no}            | http.auth is 'no', must be one of auto, none (line 3)
            http: {port: 70000}         | http.port is 70000, must be 0 to 65535 (line 3)
            topics: {frames: a b}       | topics.frames is 'a b', must be 1 to 249 letters, digits, dots, dashes or underscores (line 3)
            threads: [1, 2]             | threads is a list or a section, must be a single value (line 3)
            threads: 2                  | threads is given twice (line 4)
            """)
    void wrongSettingIsNamedWithItsValueRangeAndLine(String line, String problem) {
        String more = problem.contains("twice") ? line + "\n" + line : line;

        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL + more, Map.of()))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).containsExactly(problem));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> AvitConfig.parse("batch: {max-size: 0, max-dela: 1s}\nhttp: {port: x}", Map.of()))
                .hasMessageContainingAll(
                        "has 3 problems", "batch.max-dela", "registry.urls is missing", "http.port is 'x'");
    }

    @Test
    void missingAddressesAreAskedForWithAnExample() {
        assertThatThrownBy(() -> AvitConfig.parse("", Map.of())).hasMessageContaining("registry: {urls: [http://");
        assertThatThrownBy(() -> AvitConfig.parse("registry: {urls: [http://r:8081]}", Map.of()))
                .hasMessageContaining("kafka.bootstrap.servers is missing");
    }

    @Test
    void missingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> AvitConfig.load(folder.resolve("avit.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("avit.yaml: there is no such file");
    }

    @Test
    void brokenYamlIsLocated() {
        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL + "batch: {max-size: 3\n", Map.of()))
                .hasMessageContaining("is not YAML");
    }

    @Test
    void environmentOverridesAnyLeaf() {
        AvitConfig config = AvitConfig.parse(
                MINIMAL,
                Map.of(
                        "AVIT_BATCH_MAX_SIZE", "16",
                        "AVIT_FRAMES_ENCODINGS", "png,webp",
                        "AVIT_KAFKA_BOOTSTRAP_SERVERS", "broker:1",
                        "AVIT_KAFKA_MAIN_CONSUMER_MAX_POLL_RECORDS", "7",
                        "AVIT_REGISTRY_PROPERTIES_BASIC_AUTH_CREDENTIALS_SOURCE", "USER_INFO"));

        assertThat(config.batch().maxSize()).isEqualTo(16);
        assertThat(config.frames().encodings()).containsExactly(ImageEncoding.PNG, ImageEncoding.WEBP);
        assertThat(config.kafka())
                .containsEntry("bootstrap.servers", "broker:1")
                .containsEntry("main.consumer.max.poll.records", "7");
        assertThat(config.registry().properties()).containsEntry("basic.auth.credentials.source", "USER_INFO");
    }

    @Test
    void misspeltVariableIsRefusedAndOtherProgramsVariablesAreNot() {
        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL, Map.of("AVIT_BATCH_MAX_SISE", "1")))
                .hasMessageContaining("AVIT_BATCH_MAX_SISE overrides no setting, did you mean AVIT_BATCH_MAX_SIZE?");
        assertThat(AvitConfig.parse(
                                MINIMAL,
                                Map.of(
                                        "AVIT_HOME", "/opt/avit",
                                        "AVIT_KAFKA_SERVICE_HOST", "10.0.0.1",
                                        "AVIT_HTTP_PORT", "tcp://10.0.0.1:8080",
                                        "AVIT_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1"))
                        .effective())
                .isEqualTo(DEFAULTS);
    }

    @Test
    void wrongOverrideNamesItsVariable() {
        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL, Map.of("AVIT_BATCH_MAX_SIZE", "0")))
                .hasMessageContaining("batch.max-size is 0, must be 1 to 1024 (AVIT_BATCH_MAX_SIZE)");
    }

    @Test
    void secretsComeFromFilesAndEnvironmentAndAreNeverShown(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");
        AvitConfig config = AvitConfig.parse("""
                kafka:
                  bootstrap.servers: localhost:9092
                  ssl.key.password: ${file:%s}
                  sasl.jaas.config: Module required password="${env:PASSWORD}";
                registry:
                  urls: [ "http://user:${env:PASSWORD}@localhost:8081" ]
                """.formatted(file), Map.of("PASSWORD", "hunter2"));

        assertThat(config.kafka())
                .containsEntry("ssl.key.password", "hunter2")
                .containsEntry("sasl.jaas.config", "Module required password=\"hunter2\";");
        assertThat(config.registry().urls()).containsExactly("http://user:hunter2@localhost:8081");
        assertThat(config.toString()).doesNotContain("hunter2").contains("[redacted]");
    }

    @Test
    void missingSecretIsNamed() {
        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL + "application-id: ${env:NAME}", Map.of()))
                .hasMessageContaining("application-id refers to ${env:NAME}, but the environment has no NAME");
    }

    @Test
    void secretWrittenOutInTheFileIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> AvitConfig.parse(
                        "registry: {urls: [http://r:1]}\nkafka: {bootstrap.servers: b:1, ssl.key.password: hunter2}",
                        Map.of()))
                .hasMessageContaining("kafka.ssl.key.password has a secret written out (line 2)")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kafka: {sasl.jaas.config: 'M required password="hunter2";'}                    | kafka.sasl.jaas.config
            kafka: {sasl.jaas.config: 'M required username="${env:U}" password="hunter2";'} | kafka.sasl.jaas.config
            kafka: {sasl.jaas.config: 'M required clientSecret=hunter2;'}                  | kafka.sasl.jaas.config
            kafka: {producer.ssl.keystore.password: hunter2}                               | kafka.producer.ssl.keystore.password
            kafka: {ssl.keystore.key: hunter2}                                             | kafka.ssl.keystore.key
            registry: {properties: {basic.auth.user.info: 'anna:hunter2'}}                 | registry.properties.basic.auth.user.info
            registry: {properties: {basic.auth.user.info: '${env:U}:hunter2'}}             | registry.properties.basic.auth.user.info
            registry: {properties: {bearer.auth.token: hunter2}}                           | registry.properties.bearer.auth.token
            registry: {properties: {schema.registry.ssl.key.password: hunter2}}            | registry.properties.schema.registry.ssl.key.password
            registry: {urls: ['http://anna:hunter2@r']}                                    | registry.urls
            registry: {urls: ['http://${env:U}:hunter2@r']}                                | registry.urls
            http: {token: hunter2hunter2hunter2}                                           | http.token
            """)
    void everySecretWrittenOutIsRefusedWhereverItStands(String yaml, String path) {
        assertThatThrownBy(() -> AvitConfig.parse(yaml, Map.of("U", "anna")))
                .hasMessageContaining(path + " has a secret written out (line 1)")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void secretWithQuotesNeitherBreaksALoginConfigurationNorAddsToIt() {
        String yaml = MINIMAL.replace("}", ", sasl.jaas.config: 'M required password=\"${env:P}\";'}")
                .replaceFirst("}\\nregistry(?s:.*)", "}\nregistry: {urls: [http://localhost:8081]}\n");

        assertThat(AvitConfig.parse(yaml, Map.of("P", "a\"; b=\"c\\")).kafka())
                .containsEntry("sasl.jaas.config", "M required password=\"a\\\"; b=\\\"c\\\\\";");
        assertThatThrownBy(() -> AvitConfig.parse(yaml.replace("\"${env:P}\"", "${env:P}"), Map.of("P", "hunter2")))
                .hasMessageContaining("kafka.sasl.jaas.config has ${env:P} without quotes, must be \"${env:P}\"")
                .hasMessageNotContaining("hunter2");
        assertThat(AvitConfig.parse(
                                MINIMAL,
                                Map.of("AVIT_KAFKA_SASL_JAAS_CONFIG", "${env:J}", "J", "M required password=\"x\";"))
                        .kafka())
                .containsEntry("sasl.jaas.config", "M required password=\"x\";");
    }

    @Test
    void endpointsForOthersAskForATokenUnlessToldNotTo() {
        Map<String, String> open = Map.of("AVIT_HTTP_HOST", "0.0.0.0", "AVIT_HTTP_AUTH", "none");
        Map<String, String> guarded = Map.of("AVIT_HTTP_HOST", "::", "AVIT_HTTP_TOKEN", "hunter2hunter2hunter2");

        assertThat(AvitConfig.parse(MINIMAL, open).http().token()).isEmpty();
        assertThat(AvitConfig.parse(MINIMAL, guarded).http().token()).contains("hunter2hunter2hunter2");
        assertThat(AvitConfig.parse(MINIMAL, guarded).effective())
                .contains("token: \"[redacted]\"")
                .doesNotContain("hunter2");
        assertThat(AvitConfig.parse(MINIMAL, guarded).http().toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> AvitConfig.parse(MINIMAL, Map.of("AVIT_HTTP_TOKEN", "hunter2")))
                .hasMessageContaining("http.token has 7 characters, must be 16 to 512 visible ASCII characters")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> AvitConfig.parse(
                        MINIMAL, Map.of("AVIT_HTTP_TOKEN", "hunter2hunter2hunter2", "AVIT_HTTP_AUTH", "none")))
                .hasMessageContaining("http.auth is none, but http.token is set");
        for (String host : List.of("localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]")) {
            assertThat(AvitConfig.parse(MINIMAL, Map.of("AVIT_HTTP_HOST", host))
                            .http()
                            .host())
                    .isEqualTo(host);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ssl.keystore.key, true", "sasl.oauthbearer.token.endpoint.url, false", "key.serializer, false",
        "basic.auth.user.info, true", "basic.auth.credentials.source, false", "bearer.auth.token, true",
        "sasl.jaas.config, true", "ssl.keystore.location, false", "producer.ssl.key.password, true"
    })
    void secretsAreToldByTheirNames(String key, boolean secret) {
        assertThat(Secrets.isSecret(key)).isEqualTo(secret);
    }
}
