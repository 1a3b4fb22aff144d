package dev.avitstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryErrorsTest {
    private static final RegistryConfig REGISTRY = RegistryConfig.of("https://registry:8081");

    private static String sentence(IOException cause) {
        return String.valueOf(
                RegistryErrors.unreachable(REGISTRY, "checking", cause).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"Connection reset", "Unexpected end of file from server", "Broken pipe (Write failed)"})
    void aConnectionThatTheOtherSideEndedMayMissACertificate(String message) {
        assertThat(sentence(new SocketException(message))).contains("closed the connection", "ssl.keystore.location");
    }

    @Test
    void aHostWithoutARouteDidNotHangUp() {
        assertThat(sentence(new NoRouteToHostException("No route to host")))
                .contains("did not answer", "No route to host")
                .doesNotContain("closed", "certificate");
    }

    @Test
    void whatSpeaksNoTlsIsNotBlamedOnTheTruststore() throws Exception {
        // Given
        try (ServerSocket plain = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answerWithoutTls(plain));
            RegistryConfig tls = RegistryConfig.of("https://127.0.0.1:" + plain.getLocalPort());

            // When
            try (var client = tls.newClient()) {
                IOException thrown = Assertions.catchThrowableOfType(IOException.class, client::getAllSubjects);

                // Then
                assertThat(RegistryErrors.unreachable(tls, "checking", thrown))
                        .hasMessageContaining("http rather than https")
                        .hasMessageNotContaining("truststore");
            }
            answering.get(10, TimeUnit.SECONDS);
        }
    }

    /** As web servers do to what is no HTTP. */
    private static void answerWithoutTls(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[64 * 1024]);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bad_certificate,ssl.keystore.location,ssl.cipher.suites",
        "protocol_version,ssl.enabled.protocols,truststore",
        "handshake_failure,ssl.cipher.suites,truststore"
    })
    void anAlertIsBlamedOnTheCertificateOnlyIfItSaysSo(String alert, String setting, String unsaid) {
        assertThat(sentence(new SSLHandshakeException("Received fatal alert: " + alert)))
                .contains(alert, setting)
                .doesNotContain(unsaid);
    }

    @Test
    void everyWayToShowACredentialIsNamedWhereNoneIsTaken() {
        RestClientException refusal = new RestClientException("Unauthorized", 401, 401);

        assertThat(RegistryErrors.refused(REGISTRY, "checking", refusal))
                .hasMessageContaining("basic.auth.user.info, bearer.auth.token or bearer.auth.token.file");
    }
}
