package dev.avitstreams.topology.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.topology.config.HttpAuth;
import dev.avitstreams.topology.config.HttpSection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpServerLimitsTest {
    private static final int MOST_CONNECTIONS = 256;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] REQUEST =
            "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServiceEndpoints endpoints = ServiceEndpoints.start(
            new HttpSection("127.0.0.1", 0, Optional.empty(), HttpAuth.AUTO),
            new HealthState(),
            () -> "",
            () -> "",
            () -> "");
    private final Deque<Socket> open = new ArrayDeque<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        endpoints.close();
    }

    @Test
    void connectionsBeyondTheLimitAreClosedUntilAnotherOneGoes() throws IOException {
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            open.add(connected());
        }

        assertThat(answer(connected())).as("one too many").isEmpty();
        assertThat(answer(open.removeLast())).as("the last within the limit").startsWith("HTTP/1.1 200");
        Awaitility.await("a place for another one")
                .atMost(Duration.ofMillis(PATIENCE_MILLIS))
                .until(() -> answer(connected()).startsWith("HTTP/1.1 200"));
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", endpoints.address().getPort()), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Empty where the server hangs up. */
    private static String answer(Socket socket) throws IOException {
        try (socket) {
            socket.getOutputStream().write(REQUEST);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException hungUp) {
            return "";
        }
    }
}
