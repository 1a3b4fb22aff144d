package dev.avitstreams.topology.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.config.HttpAuth;
import dev.avitstreams.topology.config.HttpSection;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Raw requests: no client of the JDK's lets its Host header be chosen. */
final class AccessTest {
    private static final String TOKEN = "0123456789abcdef";

    private final HealthState health = new HealthState();

    private ServiceEndpoints endpoints(Optional<String> token, HttpAuth auth) {
        return ServiceEndpoints.start(
                new HttpSection("127.0.0.1", 0, token, auth),
                health,
                () -> "meters\n",
                () -> "settings\n",
                () -> "models\n");
    }

    private static String ask(ServiceEndpoints endpoints, String path, String... headers) throws IOException {
        URI address = endpoints.address();
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers)
                    + (headers.length > 0 ? "\r\n" : "") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void withoutTheTokenOnlyTheStatusIsTold() throws Exception {
        try (ServiceEndpoints endpoints = endpoints(Optional.of(TOKEN), HttpAuth.AUTO)) {
            String shown = "Authorization: Bearer " + TOKEN;

            assertThat(ask(endpoints, "/metrics", "Host: x", shown))
                    .startsWith("HTTP/1.1 200")
                    .contains("meters");
            assertThat(ask(endpoints, "/config", "Host: x", "authorization: bearer " + TOKEN))
                    .contains("settings");
            assertThat(ask(endpoints, "/readyz", "Host: x", shown)).contains("503", "The stream has not started yet.");
            assertThat(ask(endpoints, "/readyz", "Host: x"))
                    .contains("503", "not ready\n")
                    .doesNotContain("stream");
            assertThat(ask(endpoints, "/livez", "Host: x")).startsWith("HTTP/1.1 200");
            for (String path : new String[] {"/metrics", "/config", "/models"}) {
                for (String wrong : new String[] {
                    "X: x",
                    shown + "0",
                    shown.substring(0, shown.length() - 1),
                    "Authorization: Bearer",
                    "Authorization: Basic " + TOKEN,
                    "Cookie: avit-token=" + TOKEN
                }) {
                    assertThat(ask(endpoints, path, "Host: x", wrong))
                            .as(wrong)
                            .startsWith("HTTP/1.1 401")
                            .containsIgnoringCase("www-authenticate: Bearer")
                            .contains("http.token")
                            .doesNotContain("meters", "settings", TOKEN);
                }
                assertThat(ask(endpoints, path + "?token=" + TOKEN, "Host: x")).startsWith("HTTP/1.1 401");
            }
        }
    }

    @Test
    void withoutATokenAForeignSitesNameIsTurnedAway() throws Exception {
        try (ServiceEndpoints endpoints = endpoints(Optional.empty(), HttpAuth.AUTO)) {
            int port = endpoints.address().getPort();

            for (String own : new String[] {"localhost", "127.0.0.1:" + port, "127.0.0.2:" + port, "[::1]:" + port}) {
                assertThat(ask(endpoints, "/config", "Host: " + own)).startsWith("HTTP/1.1 200");
            }
            for (String foreign : new String[] {
                "evil.example",
                "evil.example:" + port,
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.evil.example",
                "128.0.0.1"
            }) {
                assertThat(ask(endpoints, "/config", "Host: " + foreign)).startsWith("HTTP/1.1 421");
                assertThat(ask(endpoints, "/readyz", "Host: " + foreign)).startsWith("HTTP/1.1 421");
            }
        }
    }

    @Test
    void whereSomethingElseGuardsEverybodyIsAnswered() throws Exception {
        try (ServiceEndpoints endpoints = endpoints(Optional.empty(), HttpAuth.NONE)) {
            assertThat(ask(endpoints, "/metrics", "Host: anywhere"))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("referrer-policy: no-referrer")
                    .containsIgnoringCase("x-content-type-options: nosniff")
                    .containsIgnoringCase("frame-ancestors 'none'");
        }
    }

    @Test
    void tooLargeAHeaderIsNotRead() throws Exception {
        try (ServiceEndpoints endpoints = endpoints(Optional.empty(), HttpAuth.NONE)) {
            String answer;
            try {
                answer = ask(endpoints, "/metrics", "Host: x", "X: " + "x".repeat(100_000));
            } catch (SocketException cutOff) {
                answer = "cut off";
            }

            assertThat(answer).doesNotContain("meters");
            assertThat(ask(endpoints, "/metrics", "Host: x", "X: " + "x".repeat(10_000)))
                    .contains("meters");
        }
    }
}
