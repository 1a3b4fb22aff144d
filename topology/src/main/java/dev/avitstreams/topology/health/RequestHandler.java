package dev.avitstreams.topology.health;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD on exact paths; reads no request body. Stateless. */
final class RequestHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Map<String, Supplier<Response>> pages;

    RequestHandler(Map<String, Supplier<Response>> pages) {
        this.pages = pages;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, respond(exchange));
        }
    }

    private Response respond(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        Supplier<Response> page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            return Response.text(
                    404, "Nothing here. There are " + String.join(", ", new TreeSet<>(pages.keySet())) + ".\n");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Response.text(405, "Only GET and HEAD are answered here.\n");
        }
        try {
            return page.get();
        } catch (RuntimeException failed) {
            LOG.warn("Could not answer {}.", exchange.getRequestURI().getPath(), failed);
            return Response.text(500, "This could not be answered; the service's log tells why.\n");
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
