package dev.avitstreams.ops.dashboard.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The parameters of a request; of one given twice, the last. */
public final class Query {
    private static final int LONGEST = 4096;

    private final Map<String, String> values = new HashMap<>();

    /** @throws IllegalArgumentException with a sentence, if they cannot be read */
    static Query of(URI request) {
        Query query = new Query();
        String raw = request.getRawQuery();
        if (raw == null) {
            return query;
        }
        if (raw.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The query has " + raw.length() + " characters; " + LONGEST + " are read.");
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public OptionalLong number(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + text + "', must be a whole number.");
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
