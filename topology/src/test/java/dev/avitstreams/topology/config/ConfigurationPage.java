package dev.avitstreams.topology.config;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Renders {@code docs/configuration.md} from the configuration records. */
final class ConfigurationPage {

    static final String MINIMAL = """
            kafka:
              bootstrap.servers: localhost:9092
            registry:
              urls: [http://localhost:8081]
            """;

    static final String EXAMPLE = """
            application-id: avit-gate-4
            processing-guarantee: exactly_once_v2
            threads: 4
            state-dir: /var/lib/avit
            model:
              folder: /opt/avit/model
            operator:
              device: auto
              early-exit: true
              precision: f32
            batch:
              max-size: 32
              max-delay: 20ms
            frames:
              max-bytes: 6MiB
              skip-stale-after: 30s
            registry:
              urls: [https://registry-1:8081, https://registry-2:8081]
              auto-register: false
              properties:
                basic.auth.credentials.source: USER_INFO
                basic.auth.user.info: ${file:/run/secrets/registry-user}
            http:
              host: 0.0.0.0
              port: 8080
              token: ${file:/run/secrets/http-token}
            kafka:
              bootstrap.servers: broker-1:9093,broker-2:9093
              security.protocol: SASL_SSL
              sasl.mechanism: SCRAM-SHA-512
              sasl.jaas.config: >-
                org.apache.kafka.common.security.scram.ScramLoginModule required
                username="avit" password="${env:KAFKA_PASSWORD}";
              num.standby.replicas: 1
            """;

    private final StringBuilder page = new StringBuilder();

    private ConfigurationPage() {}

    static String render() {
        ConfigurationPage renderer = new ConfigurationPage();
        renderer.introduction();
        renderer.tables();
        renderer.environment();
        renderer.kafka();
        return renderer.page.toString();
    }

    private void introduction() {
        page.append("""
                # Configuration

                <!-- Made from the configuration records by ConfigurationPageTest. Change those, then run it with
                     -Davit.docs.rewrite=true. -->

                One YAML file, `avit run --config avit.yaml`. Two settings have no default:

                ```yaml
                %s```

                A fuller one:

                ```yaml
                %s```

                `avit run --config avit.yaml --validate` checks it, `--print-effective` prints it with all defaults and
                overrides in place and secrets left out; the running service answers the same at `/config`. A key that is
                not known, a value out of range and a missing setting are all reported at once, each with its line.

                Durations are written `500us`, `10ms`, `5s`, `2m`, `1h`, `7d`; sizes `512B`, `64KiB`, `2MiB`, `1GiB`. A path
                that is not absolute begins at the working directory; `~/` is the home directory.

                ## Settings

                """.formatted(MINIMAL, EXAMPLE));
    }

    private void tables() {
        page.append("Settings outside any section:\n\n");
        table(AvitConfig.class, "");
        for (RecordComponent component : AvitConfig.class.getRecordComponents()) {
            if (SettingsCatalogue.isSection(component)) {
                String name = SettingsCatalogue.name(component);
                page.append("\n### ").append(name).append("\n\n");
                page.append(component.getAnnotation(Setting.class).value()).append("\n\n");
                table(component.getType(), name + ".");
            }
        }
    }

    private void table(Class<?> section, String prefix) {
        page.append("| Setting | Default | Values | What it does |\n|---|---|---|---|\n");
        for (RecordComponent component : section.getRecordComponents()) {
            if (SettingsCatalogue.isSection(component)) {
                continue;
            }
            Setting setting = component.getAnnotation(Setting.class);
            page.append("| `")
                    .append(prefix)
                    .append(SettingsCatalogue.name(component))
                    .append("` | ");
            page.append(setting.byDefault().isEmpty() ? "–" : "`" + setting.byDefault() + "`");
            page.append(" | ")
                    .append(values(component))
                    .append(" | ")
                    .append(setting.value())
                    .append(" |\n");
        }
    }

    private static String values(RecordComponent component) {
        String range = component.getAnnotation(Setting.class).range();
        if (!range.isEmpty()) {
            return range;
        }
        Class<?> element = SettingsCatalogue.elementType(component);
        String one = element.isEnum() ? Scalars.choices(element) : NAMES.getOrDefault(element, element.getSimpleName());
        return component.getType() == List.class ? "list of " + one : one;
    }

    private static final Map<Class<?>, String> NAMES = Map.of(
            String.class, "text",
            boolean.class, "true, false",
            Path.class, "path",
            Duration.class, "duration",
            DataSize.class, "size",
            Map.class, "properties");

    private void environment() {
        page.append("""

                ## Environment

                Every setting can be overridden by a variable: `AVIT_` and its path in upper case, dots and dashes as
                underscores. `AVIT_BATCH_MAX_SIZE=16` sets `batch.max-size`; lists are separated by commas. The properties
                under `kafka` and `registry.properties` follow the custom of Kafka's container images: one underscore
                stands for a dot, two for an underscore, three for a dash, so `AVIT_KAFKA_BOOTSTRAP_SERVERS` sets
                `kafka.bootstrap.servers`. A variable that begins like a section and names no setting in it is refused;
                the ones Kubernetes makes for services (`AVIT_…_SERVICE_HOST`, `AVIT_…_PORT=tcp://…`) are ignored.

                ## Secrets

                In any value `${env:NAME}` is replaced by an environment variable and `${file:/path}` by the contents of a
                file, without the line's end. A password, token, key or JAAS configuration written out in the file is
                refused. None is ever logged or shown: values whose names tell that they are secret read `[redacted]`, and
                user and password are taken out of URLs.
                """);
    }

    private void kafka() {
        page.append("""

                ## Kafka

                Whatever stands under `kafka` is passed on to Kafka Streams and its clients, with Streams' own prefixes
                (`main.consumer.`, `producer.`, `admin.`, …). These defaults differ from Kafka's; a value under `kafka` wins
                over them, with or without the prefix:

                | Property | Default here | Reason |
                |---|---|---|
                """);
        AvitConfig config = AvitConfig.parse(MINIMAL, Map.of());
        for (StreamsSettings.Preset preset : StreamsSettings.presets(config)) {
            page.append("| `%s` | %s | %s |%n".formatted(preset.key(), preset.value(), preset.reason()));
        }
        page.append("""

                Fetch and request sizes grow with `frames.max-bytes`, the poll interval with
                `operator.timeout`, and the records of a poll are a thread's share of twice `batch.max-in-flight`, but a batch and 8 at least and 64 at most. With `group.protocol: streams` the broker decides the
                session timeout and the heartbeat.

                Some properties would break what the service promises, and are refused:

                | Property | Why |
                |---|---|
                """);
        refusals().forEach((key, why) -> page.append("| `%s` | %s |%n".formatted(key, why)));
    }

    /** Each refused property with what the service says when it is set. */
    private static Map<String, String> refusals() {
        Map<String, String> values = new TreeMap<>();
        KafkaOverrides.refusedKeys().forEach(key -> values.put(key, "x"));
        values.put("main.consumer.interceptor.classes", "x");
        values.put("acks", "1");
        values.put("enable.idempotence", "false");
        values.replaceAll((key, value) -> refusal(key, value).orElseThrow());
        return values;
    }

    private static Optional<String> refusal(String key, String value) {
        try {
            KafkaOverrides.check(Map.of("bootstrap.servers", "b:1", key, value));
            return Optional.empty();
        } catch (InvalidSettingException refused) {
            String sentence = String.valueOf(refused.getMessage()).substring(("kafka." + key + " ").length());
            return Optional.of(sentence);
        }
    }
}
