package dev.avitstreams.ops.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceControlTest {

    @ParameterizedTest
    @CsvSource({"400, USAGE", "401, USAGE", "403, USAGE", "500, RUNTIME"})
    void whatTheServiceRefusesIsAMistakeAtTheShell(int status, ExitStatus expected) throws IOException {
        byte[] sentence = "set http.token.".getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/control", exchange -> {
            exchange.sendResponseHeaders(status, sentence.length);
            exchange.getResponseBody().write(sentence);
            exchange.close();
        });
        server.start();
        try {
            URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThatThrownBy(() -> new ServiceControl(service, "secret").values())
                    .hasMessageContaining("http.token")
                    .isInstanceOfSatisfying(
                            CommandFailure.class,
                            failure -> assertThat(failure.status()).isEqualTo(expected));
        } finally {
            server.stop(0);
        }
    }
}
