package dev.avitstreams.ops.dashboard.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD; reads no request body. Stateless. */
final class PageHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Door door;
    private final EventStream events;
    private final PageContent content;
    private final StaticFiles files = new StaticFiles();

    PageHandler(Door door, EventStream events, PageContent content) {
        this.door = door;
        this.events = events;
        this.content = content;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            secure(exchange.getResponseHeaders());
            Answer answer;
            try {
                Query query = Query.of(exchange.getRequestURI());
                Optional<Answer> refusal = refusal(exchange, query);
                if (refusal.isEmpty() && exchange.getRequestURI().getPath().equals("/events")) {
                    streamEvents(exchange);
                    return;
                }
                answer = refusal.orElseGet(() -> answer(exchange.getRequestURI().getPath(), query));
            } catch (IllegalArgumentException e) {
                answer = Answer.refusal(400, String.valueOf(e.getMessage()));
            }
            send(exchange, answer);
        }
    }

    private Optional<Answer> refusal(HttpExchange exchange, Query query) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Optional.of(Answer.refusal(405, "Only GET and HEAD are answered here."));
        }
        return door.turnsAway(exchange, query);
    }

    private void streamEvents(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            send(exchange, new Answer(200, EventStream.CONTENT_TYPE, new byte[0]));
        } else if (events.admit()) {
            events.serve(exchange);
        } else {
            send(
                    exchange,
                    Answer.refusal(
                            503, EventStream.MAX_LISTENERS + " viewers are watching already; close one of the pages."));
        }
    }

    private Answer answer(String path, Query query) {
        try {
            return files.at(path)
                    .or(() -> content.answer(path, query))
                    .orElseGet(() -> Answer.refusal(404, "Nothing here. The page is at /."));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Could not answer {}.", path, e);
            return Answer.refusal(500, "This could not be answered; the server's log tells why (--verbose).");
        }
    }

    private static void secure(Headers headers) {
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Content-Security-Policy", POLICY);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
    }
}
