package dev.avitstreams.ops.process;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A broker or a registry as a process of its own, at a port that stays the same when it is started again. Thread-safe.
 */
public final class NodeProcess implements AutoCloseable {
    private static final int HEAP_MEBIBYTES = 500;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int CONNECT_MILLIS = 1000;

    private final String name;
    private final List<String> arguments;
    private final int port;
    private final Path log;
    private @Nullable ChildProcess process;

    /**
     * Not yet started.
     *
     * @param name for messages and the log's name
     * @param arguments of {@code avit}, by which it listens at that port
     * @param folder for the log
     */
    public NodeProcess(String name, List<String> arguments, int port, Path folder) {
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.port = port;
        this.log = folder.resolve(name + ".log");
    }

    public String name() {
        return name;
    }

    public synchronized void start() {
        if (process != null) {
            process.close();
        }
        process = AvitProcesses.start(HEAP_MEBIBYTES, AvitProcesses.QUICK_START, log, arguments);
    }

    /** Waits until it takes connections. */
    public void awaitUp(StopSignal stop) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isListening()) {
            if (!current().isAlive() || System.nanoTime() > deadline || stop.await(POLL)) {
                throw CommandFailure.runtime(
                        "The " + name + " did not come up within " + START.toSeconds() + " s. Its log: " + log);
            }
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code SIGKILL}. */
    public void kill() {
        current().kill();
    }

    /** {@code SIGSTOP}. */
    public void stop() {
        current().stop();
    }

    /** {@code SIGCONT}. */
    public void resume() {
        current().resume();
    }

    public long pid() {
        return current().pid();
    }

    /** Processor time the running process has taken, of all cores together. */
    public Duration cpuTime() {
        return current().cpuTime();
    }

    public boolean isAlive() {
        return current().isAlive();
    }

    /** Asks it to end; one that is slow about it is killed. */
    @Override
    public synchronized void close() {
        if (process != null) {
            process.terminate();
            process.awaitExit(END);
            process.close();
        }
    }

    /** Asks it to end without waiting, so that several can do so at once. */
    public synchronized void beginEnd() {
        if (process != null) {
            process.terminate();
        }
    }

    private synchronized ChildProcess current() {
        if (process == null) {
            throw new IllegalStateException("The " + name + " was never started");
        }
        return process;
    }
}
