package dev.avitstreams.ops.dashboard.http;

import com.sun.net.httpserver.HttpServer;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.topology.health.HttpServerLimits;
import dev.avitstreams.topology.health.ThisMachine;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, answers, and publishes what has changed twice a second while anybody listens. Owns its threads. */
public final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final int THREADS = EventStream.MAX_LISTENERS + 16;
    private static final int QUEUED_REQUESTS = 128;
    private static final int QUEUED_CONNECTIONS = 64;

    static {
        HttpServerLimits.set();
    }

    private final HttpServer server;
    private final String host;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService ticker;
    private final Broadcast broadcast = new Broadcast();

    private PageServer(HttpServer server, String host) {
        this.server = server;
        this.host = host;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUED_REQUESTS),
                task -> daemon(task, "avit-page"),
                new ThreadPoolExecutor.AbortPolicy()); // upon which the server closes the connection
        threads.allowCoreThreadTimeOut(true);
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "avit-page-ticker"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Listens until closed.
     *
     * @param token to be shown by whoever asks; required unless the host is a loopback address
     */
    public static PageServer start(String host, int port, Optional<String> token, PageContent content) {
        if (token.isEmpty() && !ThisMachine.isOnlyReachableAt(host)) {
            throw new IllegalArgumentException("host is " + host + ", which others can reach: a token is required");
        }
        PageServer page = new PageServer(listen(host, port), host);
        EventStream events = new EventStream(page.broadcast, content::everything);
        page.server.setExecutor(page.threads);
        page.server.createContext("/", new PageHandler(new Door(token), events, content));
        page.server.start();
        page.ticker.scheduleWithFixedDelay(
                () -> page.tick(events, content), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return page;
    }

    private void tick(EventStream events, PageContent content) {
        try {
            content.tick(events.listeners() > 0).ifPresent(broadcast::publish);
        } catch (RuntimeException e) {
            LOG.warn("The page could not be told what is new; trying again.", e); // a throw would end the ticking
        }
    }

    private static HttpServer listen(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw CommandFailure.usage("--host is '" + host + "', which no name server knows; use an address of this"
                    + " machine, 0.0.0.0 for all.");
        }
        try {
            return HttpServer.create(address, QUEUED_CONNECTIONS);
        } catch (BindException e) {
            throw CommandFailure.runtime(
                    "Cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "): another program may have the port. Choose another with --port, or --port 0 for any"
                            + " free one.",
                    e);
        } catch (IOException e) {
            throw CommandFailure.runtime("Cannot listen on " + host + ":" + port + ": " + e.getMessage() + ".", e);
        }
    }

    /** Where it listens, with the port really taken; without the token. */
    public URI address() {
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
        return URI.create("http://" + (bareIpv6 ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        broadcast.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
