package dev.avitstreams.topology.health;

import com.sun.net.httpserver.HttpServer;
import dev.avitstreams.topology.config.HttpSection;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Serves {@code /livez}, {@code /readyz}, {@code /metrics}, {@code /config}, {@code /models} and {@code /control}, and
 * nothing else: no page, and no input but to the last. {@code http.token} and {@code http.auth} tell to whom.
 *
 * <p>A few threads answer; when all are busy the accepting thread answers too, so work never piles up.
 */
public final class ServiceEndpoints implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int QUEUED = 32;

    static {
        HttpServerLimits.set();
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final String host;

    private ServiceEndpoints(HttpServer server, ExecutorService threads, String host) {
        this.server = server;
        this.threads = threads;
        this.host = host;
    }

    /** As the other, with nothing to control. */
    public static ServiceEndpoints start(
            HttpSection http,
            HealthState health,
            Supplier<String> metrics,
            Supplier<String> configuration,
            Supplier<String> models) {
        return start(http, health, metrics, configuration, models, Optional::empty);
    }

    /**
     * Listens until closed.
     *
     * @param metrics in Prometheus' text format
     * @param configuration effective, secrets redacted
     * @param models which ones run and which were announced, as JSON
     * @param control empty until there is something to control
     * @throws AddressUnavailableException if it cannot listen there
     */
    public static ServiceEndpoints start(
            HttpSection http,
            HealthState health,
            Supplier<String> metrics,
            Supplier<String> configuration,
            Supplier<String> models,
            Supplier<Optional<? extends Control>> control) {
        HttpServer server = listen(http);
        ExecutorService threads = threads();
        server.setExecutor(threads);
        server.createContext(
                "/",
                new RequestHandler(
                        Map.of(
                                "/livez", new Page.Status(() -> status(health.isLive(), "live", health)),
                                "/readyz", new Page.Status(() -> status(health.isReady(), "ready", health)),
                                "/metrics", new Page.Content(() -> metrics(metrics.get())),
                                "/config", new Page.Content(() -> configuration(configuration.get())),
                                "/models", new Page.Content(() -> models(models.get())),
                                "/control", new Page.Steering(control)),
                        Access.of(http)));
        server.start();
        return new ServiceEndpoints(server, threads, http.host());
    }

    private static Response metrics(String text) {
        return new Response(200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    private static Response configuration(String yaml) {
        return new Response(200, "application/yaml; charset=utf-8", yaml);
    }

    private static Response models(String json) {
        return new Response(200, "application/json; charset=utf-8", json);
    }

    private static Response status(boolean good, String what, HealthState health) {
        String text = good ? what + "\n" : "not " + what + "\n" + health.troubles();
        return Response.text(good ? 200 : 503, text);
    }

    private static HttpServer listen(HttpSection http) {
        InetSocketAddress address = new InetSocketAddress(http.host(), http.port());
        if (address.isUnresolved()) {
            throw new AddressUnavailableException(
                    "http.host is '" + http.host() + "', which no name server knows; use an address of this machine,"
                            + " 127.0.0.1 for itself only or 0.0.0.0 for all.",
                    new BindException("unresolved"));
        }
        try {
            return HttpServer.create(address, QUEUED);
        } catch (BindException taken) {
            throw new AddressUnavailableException(
                    "Cannot listen on " + http.host() + ":" + http.port() + ": " + taken.getMessage()
                            + ". Another process may have the port; choose another by http.port (AVIT_HTTP_PORT),"
                            + " 0 for any free one.",
                    taken);
        } catch (IOException failed) {
            throw new AddressUnavailableException(
                    "Cannot listen on " + http.host() + ":" + http.port() + ": " + failed.getMessage() + ".", failed);
        }
    }

    private static ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(QUEUED),
                task -> {
                    Thread thread = new Thread(task, "avit-http-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** Where it listens, with the port really taken. */
    public URI address() {
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
        return URI.create("http://" + (bareIpv6 ? "[" + host + "]" : host) + ":"
                + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
