package dev.avitstreams.schemas.registry;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real schema registry: Apicurio's server, in memory, as a process of its own. The build unpacks it. */
final class ApicurioServer implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "apicurio");

    private final Process process;
    private final int port;

    private ApicurioServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ApicurioServer start() throws IOException {
        int port = freePort();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx256m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        runner().toString()))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "apicurio.log").toFile())
                .start();
        ApicurioServer server = new ApicurioServer(process, port);
        try {
            await("Apicurio, see target/apicurio.log")
                    .atMost(Duration.ofSeconds(90))
                    .until(server::answers);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Its Confluent-compatible API. */
    RegistryConfig config() {
        return RegistryConfig.of("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Apicurio ended with status " + process.exitValue());
        }
        try {
            var url = URI.create(config().urls().get(0) + "/subjects").toURL();
            return ((HttpURLConnection) url.openConnection()).getResponseCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static Path runner() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no *-runner.jar in " + FOLDER));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
