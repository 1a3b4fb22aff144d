package dev.avitstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through Confluent's own client, which finds it as a service. */
class TokenFileTest {
    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean right = "Bearer fresh".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "[]".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(right ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private RegistryConfig config(Path token) {
        return new RegistryConfig(
                List.of("http://127.0.0.1:" + server.getAddress().getPort()),
                Map.of("bearer.auth.credentials.source", TokenFile.SOURCE, TokenFile.FILE, token.toString()));
    }

    @Test
    void renewedTokenIsShownWithoutANewClient() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "stale\n");
        try (SchemaRegistryClient client = config(token).newClient()) {
            assertThatThrownBy(client::getAllSubjects)
                    .isInstanceOfSatisfying(
                            RestClientException.class,
                            refused -> assertThat(refused.getStatus()).isEqualTo(401));

            Files.writeString(token, "fresh\n");

            assertThat(client.getAllSubjects()).isEmpty();
        }
    }

    @Test
    void aFileThatIsMissingOrEmptyForAMomentIsNoReasonToGiveUp() throws Exception {
        Path token = folder.resolve("token");
        try (AvroSerdes serdes = new AvroSerdes(config(token))) {
            SchemaRegistryClient client = serdes.client();
            assertThatThrownBy(client::getAllSubjects)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("bearer.auth.token.file is " + token);

            Files.writeString(token, "\n");
            assertThatThrownBy(client::getAllSubjects)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContainingAll(token.toString(), "empty");
            try (var serializer = serdes.imageEvents().serializer()) {
                assertThatThrownBy(() -> serializer.serialize("camera-frames", Samples.imageEvent()))
                        .isInstanceOf(RegistryException.class)
                        .hasMessageContainingAll(token.toString(), "empty");
            }

            Files.writeString(token, "fresh\n");
            assertThat(client.getAllSubjects()).isEmpty();
        }
    }

    @Test
    void thePropertyMustBeSet() {
        RegistryConfig without = new RegistryConfig(
                List.of("http://127.0.0.1:1"), Map.of("bearer.auth.credentials.source", TokenFile.SOURCE));

        assertThatThrownBy(() -> without.newClient().close()).hasStackTraceContaining(TokenFile.FILE + " is missing");
    }
}
