package dev.avitstreams.ops.stack;

import com.sun.net.httpserver.HttpServer;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.topology.health.HttpServerLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A schema registry inside this JVM: Confluent's REST API over HTTP on the loopback address, for Avro. Any client of
 * Confluent's API can use it. It has no authentication, no deletion and no second node.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final int THREADS = 2;
    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private final StackFolder folder;
    private final RegistryStore store;
    private final HttpServer server;
    private final ExecutorService executor;

    private EmbeddedRegistry(StackFolder folder, RegistryStore store, HttpServer server, ExecutorService executor) {
        this.folder = folder;
        this.store = store;
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts serving.
     *
     * @param path its folder; made if missing, gone on with if it was a registry's before
     * @param port to listen on; 0 for that of last time, or else any free one
     */
    public static EmbeddedRegistry start(Path path, int port) {
        StackFolder folder = StackFolder.open(path);
        try {
            HttpServer server = listen(folder.port("registry.port", port));
            try {
                RegistryStore store = RegistryStore.open(path.resolve("journal.jsonl"));
                ExecutorService executor = Executors.newFixedThreadPool(THREADS, EmbeddedRegistry::thread);
                server.createContext("/", new RegistryRoutes(store));
                server.setExecutor(executor);
                server.start();
                return new EmbeddedRegistry(folder, store, server, executor);
            } catch (RuntimeException e) {
                server.stop(0);
                throw e;
            }
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Its address, for {@code registry.urls}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** As our own clients take it. */
    public RegistryConfig config() {
        return RegistryConfig.of(url());
    }

    /** Stops serving; what was answered is on disk. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
        store.close();
        folder.close();
    }

    private static HttpServer listen(int port) {
        HttpServerLimits.set(); // here too: in a demo this is the first server of the process
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new StackException("The embedded registry cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "embedded-registry-" + THREAD_NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
