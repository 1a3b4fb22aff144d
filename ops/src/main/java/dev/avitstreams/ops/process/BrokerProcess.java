package dev.avitstreams.ops.process;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code avit broker} as a process of its own, with topics and schemas in place. */
public final class BrokerProcess implements AutoCloseable {
    private static final int HEAP_MEBIBYTES = 700;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String BOOTSTRAP = "bootstrap ";
    private static final String REGISTRY = "registry ";

    private final ChildProcess process;
    private final StackAddress address;

    private BrokerProcess(ChildProcess process, StackAddress address) {
        this.process = process;
        this.address = address;
    }

    /** @param folder for its data and log */
    public static BrokerProcess start(Path folder, int partitions, StopSignal stop) {
        Path log = folder.resolve("broker.log");
        ChildProcess process = AvitProcesses.start(
                HEAP_MEBIBYTES,
                log,
                List.of(
                        "broker",
                        "--dir",
                        folder.resolve("broker").toString(),
                        "--port",
                        "0",
                        "--registry-port",
                        "0",
                        "--partitions",
                        Integer.toString(partitions)));
        try {
            return new BrokerProcess(process, awaitAddress(process, log, stop));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    public StackAddress address() {
        return address;
    }

    /** Processor time it has taken, of all cores together. */
    public Duration cpuTime() {
        return process.cpuTime();
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitExit(END);
        process.close();
    }

    /** It prints its addresses once topics and schemas are in place. */
    private static StackAddress awaitAddress(ChildProcess process, Path log, StopSignal stop) {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline && !stop.await(POLL)) {
            Optional<String> bootstrap = printed(log, BOOTSTRAP);
            Optional<String> registry = printed(log, REGISTRY);
            if (bootstrap.isPresent() && registry.isPresent()) {
                return new StackAddress(bootstrap.get(), registry.get());
            }
        }
        throw CommandFailure.runtime("The broker did not come up within " + START.toSeconds() + " s. Its log: " + log);
    }

    private static Optional<String> printed(Path log, String label) {
        try {
            return Files.readString(log)
                    .lines()
                    .filter(line -> line.startsWith(label))
                    .map(line -> line.substring(label.length()).strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
