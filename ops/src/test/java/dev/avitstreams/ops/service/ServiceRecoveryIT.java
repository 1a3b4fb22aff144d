package dev.avitstreams.ops.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.stack.EmbeddedBroker;
import dev.avitstreams.ops.stack.EmbeddedRegistry;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.service.AvitService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that is started before its cluster says what is missing, one thing after another, and then begins; also where
 * it would take announcements of models and there is no topic of them.
 */
class ServiceRecoveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void saysWhatIsMissingAndBeginsOnceItIsThere(@TempDir Path dir) throws Exception {
        String brokerAddress;
        String registryUrl;
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.start(dir.resolve("registry"), 0)) {
            brokerAddress = broker.bootstrapServers();
            registryUrl = registry.url();
        }
        AvitConfig config = AvitConfig.parse("""
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                model: {folder: ../model}
                models: {roots: [/models]}
                state-dir: "%s"
                http: {port: 0}
                """.formatted(brokerAddress, registryUrl, dir.resolve("state")), Map.of());
        try (AvitService service = AvitService.start(config)) {
            awaitNotReady(service, "No Kafka broker answered at " + brokerAddress);
            assertThat(get(service, "/livez").statusCode()).isEqualTo(200);

            try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0)) {
                awaitNotReady(service, "'camera-frames' does not exist. Create it with 'avit topics create'");
                try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
                    admin.create(config.topicCatalogue().all());
                }
                awaitNotReady(service, registryUrl);

                try (EmbeddedRegistry registry = EmbeddedRegistry.start(dir.resolve("registry"), 0)) {
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> get(service, "/readyz").statusCode() == 200);
                }
            }
            awaitNotReady(service, "No Kafka broker answered at " + brokerAddress);
        }
    }

    private void awaitNotReady(AvitService service, String reason) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> answer = get(service, "/readyz");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains(reason);
        });
    }

    private HttpResponse<String> get(AvitService service, String path) throws Exception {
        URI uri = service.endpoints().resolve(path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
