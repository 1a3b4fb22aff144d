package dev.avitstreams.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.avitstreams.schemas.ImageEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose fault an answer of the registry is: the record's goes to the dead letters, the registry's is tried again. */
class RegistryAnswersTest {
    private static final byte[] RECORD = {0, 0, 0, 0, 7, 2, 65};

    private HttpServer server;
    private AvroSerdes serdes;
    private Deserializer<ImageEvent> deserializer;
    private volatile int status;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        serdes = new AvroSerdes(
                RegistryConfig.of("http://127.0.0.1:" + server.getAddress().getPort()));
        deserializer = serdes.imageEvents().deserializer();
    }

    @AfterEach
    void stop() {
        serdes.close();
        server.stop(0);
    }

    @Test
    void aSchemaThatIsNoAvroIsTheRecordsFault() {
        for (String schema : List.of(
                "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}",
                "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message A {}\"}",
                "{\"schema\": \"{\\\"type\\\": \\\"nonsense\\\"}\"}")) {
            answer(200, schema);

            assertThatThrownBy(() -> deserializer.deserialize("camera-frames", RECORD))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContainingAll("schema id 7", "not as an Avro schema", "camera-frames-value");
        }
    }

    @Test
    void aPathThatIsNoRegistryIsNotTheRecordsFault() {
        answer(404, "{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}");

        assertThatThrownBy(() -> deserializer.deserialize("camera-frames", RECORD))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Check that the URL is that of a Confluent-compatible API");
    }

    @Test
    void aRegistryInTroubleIsNotTheRecordsFault() {
        for (String trouble : List.of("{\"error_code\": 50001, \"message\": \"store\"}", "<html>proxy</html>")) {
            answer(500, trouble);

            assertThatThrownBy(() -> deserializer.deserialize("camera-frames", RECORD))
                    .isInstanceOf(RegistryException.class);
        }
    }

    private void answer(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }
}
