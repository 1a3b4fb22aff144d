package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.stack.Ports;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code avit broker} as a process of its own: what all instances share, and no fault ever strikes. */
final class ChaosStack implements AutoCloseable {
    private static final int HEAP_MEBIBYTES = 700;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ChildProcess process;
    private final StackAddress address;

    private ChaosStack(ChildProcess process, StackAddress address) {
        this.process = process;
        this.address = address;
    }

    /** @param folder for its data and log */
    static ChaosStack start(Path folder, int partitions, StopSignal stop) {
        int brokerPort = Ports.anyFree();
        int registryPort = Ports.anyFree();
        StackAddress address = new StackAddress("127.0.0.1:" + brokerPort, "http://127.0.0.1:" + registryPort);
        Path log = folder.resolve("broker.log");
        ChildProcess process = AvitProcesses.start(
                HEAP_MEBIBYTES,
                log,
                List.of(
                        "broker",
                        "--dir",
                        folder.resolve("broker").toString(),
                        "--port",
                        Integer.toString(brokerPort),
                        "--registry-port",
                        Integer.toString(registryPort)));
        ChaosStack stack = new ChaosStack(process, address);
        try {
            stack.awaitListeners(log, stop);
            try (TopicAdmin admin = TopicAdmin.connect(Map.of("bootstrap.servers", address.bootstrapServers()))) {
                admin.create(
                        TopicCatalogue.defaults().withPartitions(partitions).all());
            }
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    StackAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitExit(END);
        process.close();
    }

    private void awaitListeners(Path log, StopSignal stop) {
        URI registry = URI.create(address.registryUrl());
        int brokerPort = Integer.parseInt(address.bootstrapServers().split(":")[1]);
        long deadline = System.nanoTime() + START.toNanos();
        while (!listens(brokerPort) || !listens(registry.getPort())) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw CommandFailure.runtime(
                        "The broker did not come up within " + START.toSeconds() + " s. Its log: " + log);
            }
            if (stop.await(POLL)) {
                throw CommandFailure.runtime("Stopped before the broker was up.");
            }
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
