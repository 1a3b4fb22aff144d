package dev.avitstreams.ops.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process that does not outlive this one: it is killed when closed, and when this JVM shuts down. Signals are those of
 * POSIX. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration DEATH = Duration.ofSeconds(20);

    private final Process process;
    private final Thread reaper;

    private ChildProcess(Process process) {
        this.process = process;
        this.reaper = new Thread(process::destroyForcibly, "reap-" + process.pid());
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** @param log gets both output streams, after what it holds already */
    public static ChildProcess start(List<String> command, Path log) {
        try {
            return new ChildProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Processor time it has taken, of all cores together; zero where the system does not tell. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Empty while it lives. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** {@code SIGKILL}: it ends at once, without a last word, even if it is stopped. */
    public void kill() {
        process.destroyForcibly();
        if (!awaitExit(DEATH)) {
            throw new IllegalStateException("Process " + pid() + " survives SIGKILL: it hangs in the kernel.");
        }
    }

    /** {@code SIGTERM}: it is asked to end. */
    public void terminate() {
        process.destroy();
    }

    /** {@code SIGSTOP}: all its threads stand still, its connections stay open. */
    public void stop() {
        signal("STOP");
    }

    /** {@code SIGCONT}: it goes on, not knowing how long it was away. */
    public void resume() {
        signal("CONT");
    }

    /** True once it has ended. */
    public boolean awaitExit(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException shuttingDown) {
            // the hook is about to run, and finds a dead process
        }
    }

    /** Java knows only how to end a process. */
    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(
                        "Cannot send SIG" + name + " to process " + pid() + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run the kill command: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending SIG" + name + " to process " + pid(), e);
        }
    }
}
