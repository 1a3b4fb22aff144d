package dev.avitstreams.ops.process;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One {@code avit run} with a state directory of its own, kept running by {@link #supervise} as any scheduler would.
 * Thread-safe: faults come from one thread, supervision from another.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final int HEAP_MEBIBYTES = 700;

    public static final List<String> RESIDENT_HEAP = AvitProcesses.residentHeap(HEAP_MEBIBYTES);

    private static final int TERMINATED = 128 + 15;
    private static final Duration GRACE = Duration.ofSeconds(45);
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String VETO = "Vetoed a transaction";

    private final int number;
    private final List<String> flags;
    private final List<String> arguments;
    private final Path log;
    private final URI http;
    private @Nullable ChildProcess process;
    private boolean wanted;
    private boolean asked; // to end, while it ran
    private final List<Integer> unexpectedExits = new ArrayList<>();
    private final List<Integer> wrongAnswers = new ArrayList<>();
    private int dueExits;
    private int stubbornEnds;

    /**
     * @param number for messages
     * @param config its {@code avit.yaml}; the log is written beside it
     * @param httpPort of its health endpoints, as the configuration has it
     */
    public ServiceProcess(int number, Path config, int httpPort) {
        this(number, config, httpPort, List.of(), List.of("run", "--config", config.toString()));
    }

    /**
     * As the other.
     *
     * @param flags further ones of the JVM
     * @param arguments of {@code avit}, by which it runs the service so configured
     */
    public ServiceProcess(int number, Path config, int httpPort, List<String> flags, List<String> arguments) {
        this.flags = List.copyOf(flags);
        this.number = number;
        this.arguments = List.copyOf(arguments);
        this.log = config.resolveSibling("instance.log");
        this.http = URI.create("http://127.0.0.1:" + httpPort);
    }

    public Path log() {
        return log;
    }

    /** Processor time the running process has taken, of all cores together. */
    public synchronized Duration cpuTime() {
        return current().cpuTime();
    }

    public synchronized void start() {
        wanted = true;
        launch();
    }

    public synchronized void kill() {
        noteExit();
        wanted = false;
        current().kill();
        current().close();
    }

    public synchronized void stop() {
        if (current().isAlive()) {
            current().stop();
        }
    }

    public synchronized void resume() {
        if (current().isAlive()) {
            current().resume();
        }
    }

    /** Asks it to end without waiting, so that several can do so at once; {@link #terminate} is to follow. */
    public synchronized void beginEnd() {
        ask();
    }

    /** Asks it to end and waits; one that does not is killed and remembered. */
    public synchronized void terminate() {
        ask();
        if (!current().awaitExit(GRACE)) {
            stubbornEnds++;
        } else if (asked) {
            int code = current().exitCode().orElseThrow();
            if (code != TERMINATED) {
                wrongAnswers.add(code);
            }
        }
        current().close();
    }

    private void ask() {
        asked |= wanted && !noteExit();
        wanted = false;
        current().terminate();
    }

    /** Starts it again if it ended by itself. */
    public synchronized void supervise() {
        if (noteExit()) {
            launch();
        }
    }

    /** Whether it has ended by itself. */
    private boolean noteExit() {
        boolean ended = wanted && !current().isAlive();
        if (ended) {
            unexpectedExits.add(current().exitCode().orElseThrow());
        }
        return ended;
    }

    /** With what it ended, each time that it had not been told to. */
    public synchronized List<Integer> unexpectedExits() {
        return List.copyOf(unexpectedExits);
    }

    /** One such exit is to be expected, as something was done to it that must end it. */
    public synchronized void expectExit() {
        dueExits++;
    }

    /** Such exits beyond those to be expected. */
    public synchronized int unexplainedExits() {
        return Math.max(0, unexpectedExits.size() - dueExits);
    }

    /** Exit codes other than {@code SIGTERM}'s after it had been asked to end. */
    public synchronized List<Integer> wrongAnswers() {
        return List.copyOf(wrongAnswers);
    }

    public synchronized long pid() {
        return current().pid();
    }

    /** Where its health endpoints are. */
    public URI http() {
        return http;
    }

    /** Times it had to be killed as it would not end when asked. */
    public synchronized int stubbornEnds() {
        return stubbornEnds;
    }

    /** Transactions that the guard vetoed, as its log tells. */
    public long vetoes() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(VETO)).count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Waits until it says that it is ready for frames; one that ends instead is a failure. */
    public void awaitReady(StopSignal stop) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            exitCode().ifPresent(code -> {
                throw CommandFailure.runtime("Instance " + number + " ended with exit code " + code
                        + " before it was ready. Its log: " + log);
            });
            if (System.nanoTime() > deadline || stop.await(POLL)) {
                throw CommandFailure.runtime("Instance " + number + " was not ready after " + START.toSeconds()
                        + " s (asked at " + http.resolve("/readyz") + "). Its log: " + log);
            }
        }
    }

    private synchronized OptionalInt exitCode() {
        return current().exitCode();
    }

    /** Whether it says so now. */
    public boolean isReady() {
        return ask("/readyz").map(answer -> answer.statusCode() == 200).orElse(false);
    }

    /** What it says at {@code /readyz}; empty where it does not answer. */
    public Optional<String> readiness() {
        return ask("/readyz").map(HttpResponse::body);
    }

    /** What it says at {@code /metrics}; empty where it does not answer. */
    public Optional<String> metrics() {
        return ask("/metrics").filter(answer -> answer.statusCode() == 200).map(HttpResponse::body);
    }

    private Optional<HttpResponse<String>> ask(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(http.resolve(path))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
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
        asked = false;
        process = AvitProcesses.start(HEAP_MEBIBYTES, flags, log, arguments);
    }

    private ChildProcess current() {
        if (process == null) {
            throw new IllegalStateException("Instance " + number + " was never started");
        }
        return process;
    }
}
