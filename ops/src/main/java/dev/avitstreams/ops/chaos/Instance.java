package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.console.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One {@code avit run} with a state directory of its own, kept running by {@link #supervise} as any scheduler would.
 * Thread-safe: faults come from one thread, supervision from another.
 */
final class Instance implements AutoCloseable {
    private static final int HEAP_MEBIBYTES = 700;
    private static final Duration GRACE = Duration.ofSeconds(45);
    private static final String VETO = "Vetoed a transaction";

    private final int number;
    private final Path config;
    private final Path log;
    private final URI ready;
    private @Nullable ChildProcess process;
    private boolean wanted;
    private int unexpectedExits;
    private int stubbornEnds;

    /** @param folder holds {@code avit.yaml}; the log goes there too */
    Instance(int number, Path config, int httpPort) {
        this.number = number;
        this.config = config;
        this.log = config.resolveSibling("instance.log");
        this.ready = URI.create("http://127.0.0.1:" + httpPort + "/readyz");
    }

    Path log() {
        return log;
    }

    synchronized void start() {
        wanted = true;
        launch();
    }

    synchronized void kill() {
        wanted = false;
        current().kill();
        current().close();
    }

    synchronized void stop() {
        if (current().isAlive()) {
            current().stop();
        }
    }

    synchronized void resume() {
        if (current().isAlive()) {
            current().resume();
        }
    }

    /** Asks it to end and waits; one that does not is killed and remembered. */
    synchronized void terminate() {
        wanted = false;
        current().terminate();
        if (!current().awaitExit(GRACE)) {
            stubbornEnds++;
        }
        current().close();
    }

    /** Starts it again if it ended by itself. */
    synchronized void supervise() {
        if (wanted && !current().isAlive()) {
            unexpectedExits++;
            launch();
        }
    }

    /** Times it ended without having been told to. */
    synchronized int unexpectedExits() {
        return unexpectedExits;
    }

    /** Times it had to be killed as it would not end when asked. */
    synchronized int stubbornEnds() {
        return stubbornEnds;
    }

    /** Transactions that the guard vetoed, as its log tells. */
    long vetoes() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(VETO)).count();
        } catch (IOException e) {
            return 0;
        }
    }

    boolean isReady(HttpClient http) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        wanted = false;
        if (process != null) {
            process.close();
        }
    }

    private void launch() {
        if (process != null) {
            process.close();
        }
        process = AvitProcesses.start(HEAP_MEBIBYTES, log, List.of("run", "--config", config.toString()));
    }

    private ChildProcess current() {
        if (process == null) {
            throw new IllegalStateException("Instance " + number + " was never started");
        }
        return process;
    }

    /** Why it is not ready, for the person who started the run. */
    CommandFailure neverReady(Duration waited) {
        return CommandFailure.runtime("Instance " + number + " was not ready after " + waited.toSeconds()
                + " s (asked at " + ready + "). Its log: " + log);
    }
}
