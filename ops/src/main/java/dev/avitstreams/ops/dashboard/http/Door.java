package dev.avitstreams.ops.dashboard.http;

import com.sun.net.httpserver.HttpExchange;
import dev.avitstreams.topology.health.HttpToken;
import dev.avitstreams.topology.health.ThisMachine;
import java.util.List;
import java.util.Optional;

/**
 * Who may see the page. With a token: whoever shows it, as a bearer token, as {@code ?token=} once, or in the cookie that
 * this sets. Without one the server listens on the loopback address, and only requests that were made to it are answered:
 * a foreign web site whose name leads here is turned away.
 */
final class Door {
    private static final String COOKIE = "avit-token";

    private final Optional<HttpToken> token;

    Door(Optional<String> token) {
        this.token = token.map(HttpToken::new);
    }

    /** What to answer instead; empty where the request may pass. */
    Optional<Answer> turnsAway(HttpExchange exchange, Query query) {
        if (token.isEmpty()) {
            return ThisMachine.isMeantBy(exchange.getRequestHeaders())
                    ? Optional.empty()
                    : Optional.of(Answer.refusal(
                            421,
                            "This page is for this machine only: open it as http://127.0.0.1 or http://localhost."));
        }
        HttpToken right = token.get();
        if (right.is(query.text("token"))) {
            exchange.getResponseHeaders()
                    .set("Set-Cookie", COOKIE + "=" + right.secret() + "; HttpOnly; SameSite=Strict; Path=/");
            return Optional.empty();
        }
        if (right.isBearerOf(exchange.getRequestHeaders()) || right.is(cookie(exchange))) {
            return Optional.empty();
        }
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        return Optional.of(Answer.refusal(
                401, "This page needs its token: open the address that was printed when it was started."));
    }

    private static String cookie(HttpExchange exchange) {
        for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", List.of())) {
            for (String pair : header.split(";")) {
                if (pair.strip().startsWith(COOKIE + "=")) {
                    return pair.strip().substring(COOKIE.length() + 1);
                }
            }
        }
        return "";
    }
}
