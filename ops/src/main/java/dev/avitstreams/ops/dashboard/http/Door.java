package dev.avitstreams.ops.dashboard.http;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the page. With a token: whoever shows it, as a bearer token, as {@code ?token=} once, or in the cookie that
 * this sets. Without one the server listens on the loopback address, and only requests that were made to it are answered:
 * a foreign web site whose name leads here is turned away.
 */
final class Door {
    private static final String COOKIE = "avit-token";

    private final Optional<String> token;

    Door(Optional<String> token) {
        this.token = token;
    }

    /** What to answer instead; empty where the request may pass. */
    Optional<Answer> turnsAway(HttpExchange exchange, Query query) {
        if (token.isEmpty()) {
            return isLocal(exchange.getRequestHeaders().getFirst("Host"))
                    ? Optional.empty()
                    : Optional.of(Answer.refusal(
                            421,
                            "This page is for this machine only: open it as http://127.0.0.1 or http://localhost."));
        }
        if (isRight(query.text("token"))) {
            exchange.getResponseHeaders()
                    .set("Set-Cookie", COOKIE + "=" + token.get() + "; HttpOnly; SameSite=Strict; Path=/");
            return Optional.empty();
        }
        if (isRight(bearer(exchange)) || isRight(cookie(exchange))) {
            return Optional.empty();
        }
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        return Optional.of(Answer.refusal(
                401, "This page needs its token: open the address that was printed when it was started."));
    }

    private boolean isRight(String shown) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), token.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    private static String bearer(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
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

    private static boolean isLocal(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d+$", "");
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    /** True for addresses that only this machine reaches. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
