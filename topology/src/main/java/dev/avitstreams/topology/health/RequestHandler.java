package dev.avitstreams.topology.health;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD on exact paths, to those who may ask; reads no request body but that of a control. Stateless. */
final class RequestHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Map<String, Page> pages;
    private final Access access;

    RequestHandler(Map<String, Page> pages, Access access) {
        this.pages = pages;
        this.access = access;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Page page = pages.get(exchange.getRequestURI().getPath());
            Response response = respond(exchange, page);
            if (page instanceof Page.Steering) {
                RefusedChanges.log(exchange, response);
            }
            send(exchange, response);
        }
    }

    private Response respond(HttpExchange exchange, @Nullable Page page) throws IOException {
        String method = exchange.getRequestMethod();
        Access.Extent extent = access.extent(exchange.getRequestHeaders());
        if (extent == Access.Extent.NOTHING) {
            return Response.text(
                    421, "This is for this machine only: ask for it as http://127.0.0.1 or http://localhost.\n");
        }
        if (page == null) {
            return Response.text(
                    404, "Nothing here. There are " + String.join(", ", new TreeSet<>(pages.keySet())) + ".\n");
        }
        String allowed = page instanceof Page.Steering ? ControlRequests.METHODS : "GET, HEAD";
        if (!List.of(allowed.split(", ")).contains(method)) {
            exchange.getResponseHeaders().set("Allow", allowed);
            return Response.text(405, "Only " + allowed + " are answered here.\n");
        }
        try {
            return respond(exchange, page, extent);
        } catch (RuntimeException failed) {
            LOG.warn("Could not answer {}.", exchange.getRequestURI().getPath(), failed);
            return Response.text(500, "This could not be answered; the service's log tells why.\n");
        }
    }

    private Response respond(HttpExchange exchange, Page page, Access.Extent extent) throws IOException {
        if (page instanceof Page.Status status) {
            Response whole = status.whole().get();
            return extent == Access.Extent.ALL ? whole : whole.firstLine();
        }
        if (page instanceof Page.Steering && !(access instanceof Access.ByToken)) {
            return Response.text(
                    403, "Settings are changed only by those who show a token, and none is set: set http.token.\n");
        }
        if (extent != Access.Extent.ALL) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            return Response.text(401, "This needs the token that is set as http.token: Authorization: Bearer TOKEN.\n");
        }
        return page instanceof Page.Steering steering
                ? ControlRequests.answer(exchange, steering.control())
                : ((Page.Content) page).whole().get();
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", response.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
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
