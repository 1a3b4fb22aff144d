package dev.avitstreams.topology.health;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret that callers of an HTTP server show. Compared in a time that does not tell how much of it was right. */
public record HttpToken(String secret) {
    private static final String SCHEME = "Bearer ";

    public boolean is(String shown) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the request shows it, as RFC 6750 has it. */
    public boolean isBearerOf(Headers request) {
        String header = request.getFirst("Authorization");
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && is(header.substring(SCHEME.length()).strip());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "HttpToken";
    }
}
