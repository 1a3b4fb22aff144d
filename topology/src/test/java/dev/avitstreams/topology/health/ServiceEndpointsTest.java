package dev.avitstreams.topology.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.avitstreams.topology.config.HttpAuth;
import dev.avitstreams.topology.config.HttpSection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceEndpointsTest {

    private static final HttpSection ANY_PORT = new HttpSection("127.0.0.1", 0, Optional.empty(), HttpAuth.AUTO);

    private final HealthState health = new HealthState();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ServiceEndpoints endpoints =
            ServiceEndpoints.start(ANY_PORT, health, () -> "avit_ready 1\n", () -> "threads: 2\n", () -> "{}\n");

    @AfterEach
    void close() {
        endpoints.close();
    }

    private HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        URI uri = endpoints.address().resolve(path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void readinessFollowsTheComponentsAndTellsWhy() throws Exception {
        HttpResponse<String> before = request("GET", "/readyz");
        Arrays.stream(Component.values()).forEach(health::well);
        HttpResponse<String> after = request("GET", "/readyz");

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).startsWith("not ready\n").contains("stream: The stream has not started yet.");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).isEqualTo("ready\n");
    }

    @Test
    void lifeEndsOnlyWithAFailure() throws Exception {
        assertThat(request("GET", "/livez").statusCode()).isEqualTo(200);

        health.failed(Component.STREAM, "It stopped.");

        assertThat(request("GET", "/livez").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsAndConfigurationAreServedAsTheyAre() throws Exception {
        HttpResponse<String> metrics = request("GET", "/metrics");

        assertThat(metrics.body()).isEqualTo("avit_ready 1\n");
        assertThat(metrics.headers().map())
                .containsAllEntriesOf(Map.of(
                        "content-type", java.util.List.of("text/plain; version=0.0.4; charset=utf-8"),
                        "cache-control", java.util.List.of("no-store"),
                        "x-content-type-options", java.util.List.of("nosniff")));
        assertThat(request("GET", "/config").body()).isEqualTo("threads: 2\n");
        assertThat(request("GET", "/models").body()).isEqualTo("{}\n");
    }

    @Test
    void onlyGetAndHeadOnKnownPathsAreAnswered() throws Exception {
        assertThat(request("HEAD", "/metrics").headers().firstValue("content-length"))
                .contains("13");
        assertThat(request("POST", "/metrics").statusCode()).isEqualTo(405);
        assertThat(request("GET", "/metrics/x").statusCode()).isEqualTo(404);
        assertThat(request("GET", "/").body()).contains("/config, /control, /livez, /metrics, /models, /readyz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "::1", "[::1]", "localhost"})
    void everyNameOfThisMachineIsListenedAtAndAnsweredWithoutAToken(String host) throws Exception {
        assumeThat(canListenAt(host)).as("this machine has " + host).isTrue();
        HttpSection http = new HttpSection(host, 0, Optional.empty(), HttpAuth.AUTO);

        try (ServiceEndpoints there = ServiceEndpoints.start(http, health, () -> "", () -> "fine", () -> "{}")) {
            HttpRequest config =
                    HttpRequest.newBuilder(there.address().resolve("/config")).build();
            assertThat(client.send(config, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("fine");
        }
    }

    private static boolean canListenAt(String host) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, 0));
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void takenPortIsExplained() {
        HttpSection taken =
                new HttpSection("127.0.0.1", endpoints.address().getPort(), Optional.empty(), HttpAuth.AUTO);

        assertThatThrownBy(() -> ServiceEndpoints.start(taken, health, () -> "", () -> "", () -> ""))
                .isInstanceOf(AddressUnavailableException.class)
                .hasMessageContaining("Cannot listen on 127.0.0.1:" + taken.port())
                .hasMessageContaining("http.port");
    }

    @Test
    void unknownHostIsExplained() {
        HttpSection unknown = new HttpSection("no-such-host.invalid", 0, Optional.empty(), HttpAuth.NONE);

        assertThatThrownBy(() -> ServiceEndpoints.start(unknown, health, () -> "", () -> "", () -> ""))
                .hasMessageContaining("http.host is 'no-such-host.invalid'");
    }

    @Test
    void failingSupplierIsAnErrorOfThatRequestAlone() throws Exception {
        try (ServiceEndpoints failing = ServiceEndpoints.start(
                ANY_PORT,
                health,
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> "fine",
                () -> "{}")) {
            HttpRequest metrics = HttpRequest.newBuilder(failing.address().resolve("/metrics"))
                    .build();
            HttpRequest config =
                    HttpRequest.newBuilder(failing.address().resolve("/config")).build();

            assertThat(client.send(metrics, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(500);
            assertThat(client.send(config, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("fine");
        }
    }
}
