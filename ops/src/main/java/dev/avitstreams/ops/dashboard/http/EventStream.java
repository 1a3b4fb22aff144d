package dev.avitstreams.ops.dashboard.http;

import com.sun.net.httpserver.HttpExchange;
import dev.avitstreams.topology.health.HttpServerLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Server-sent events: everything at first, then what changes. Each listener holds a thread, so they are counted; and each
 * stream ends after a while, upon which the browser opens the next by itself: a listener that is gone frees its thread.
 */
final class EventStream {
    static final int MAX_LISTENERS = 24;
    static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";
    /** Before the server would cut it off. */
    private static final Duration STREAM = Duration.ofSeconds(HttpServerLimits.LONGEST_RESPONSE_SECONDS - 5);

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Broadcast broadcast;
    private final Supplier<byte[]> everything;
    private final AtomicInteger listeners = new AtomicInteger();

    /** @param everything the message a new listener begins with */
    EventStream(Broadcast broadcast, Supplier<byte[]> everything) {
        this.broadcast = broadcast;
        this.everything = everything;
    }

    int listeners() {
        return listeners.get();
    }

    /** Takes a place; false where none is left. */
    boolean admit() {
        if (listeners.incrementAndGet() > MAX_LISTENERS) {
            listeners.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Serves an admitted listener until its stream ends; headers that all answers have are already set. */
    void serve(HttpExchange exchange) throws IOException {
        try {
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("retry: 200\n\n".getBytes(StandardCharsets.UTF_8));
            long known = broadcast.published();
            out.write(everything.get());
            out.flush();
            follow(out, known);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is closing
        } finally {
            listeners.decrementAndGet();
        }
    }

    private void follow(OutputStream out, long from) throws IOException, InterruptedException {
        long known = from;
        long end = System.nanoTime() + STREAM.toNanos();
        while (System.nanoTime() < end) {
            Optional<List<byte[]>> fresh = broadcast.after(known, HEARTBEAT);
            if (fresh.isEmpty()) {
                return;
            }
            if (fresh.get().isEmpty()) {
                out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
            }
            for (byte[] message : fresh.get()) {
                out.write(message);
            }
            known += fresh.get().size();
            out.flush();
        }
    }

    /** @param json without line breaks */
    static byte[] message(String event, String json) {
        return ("event: " + event + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
