package dev.avitstreams.topology.health;

import com.sun.net.httpserver.HttpExchange;
import dev.avitstreams.topology.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows settings and changes them; whoever asks may. Stateless. */
final class ControlRequests {
    static final String METHODS = "GET, HEAD, POST";

    /** Far more than all settings together. */
    private static final int MOST_BYTES = 4096;

    private ControlRequests() {}

    /** @param control empty until there is something to change */
    static Response answer(HttpExchange exchange, Supplier<Optional<? extends Control>> control) throws IOException {
        Optional<? extends Control> ready = control.get();
        if (ready.isEmpty()) {
            return Response.text(503, "The model is not loaded and warm yet; ask again when /readyz says so.\n");
        }
        return exchange.getRequestMethod().equals("POST")
                ? change(exchange, ready.get())
                : json(ready.get().values());
    }

    private static Response change(HttpExchange exchange, Control control) throws IOException {
        String type = ControlBody.mediaType(
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                        .orElse(""));
        if (!type.equals(ControlBody.JSON) && !type.equals(ControlBody.FORM)) {
            return Response.text(
                    415, "The Content-Type must be " + ControlBody.JSON + " or " + ControlBody.FORM + ".\n");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return Response.text(413, "The body has more than " + MOST_BYTES + " bytes.\n");
        }
        try {
            Map<String, String> changes = ControlBody.settings(type, new String(body, StandardCharsets.UTF_8));
            return json(control.change(
                    changes, exchange.getRemoteAddress().getAddress().getHostAddress()));
        } catch (ConfigException refused) {
            return Response.text(400, String.join("\n", refused.problems()) + "\n");
        } catch (IllegalArgumentException malformed) {
            return Response.text(400, malformed.getMessage() + "\n");
        }
    }

    private static Response json(Map<String, String> settings) {
        return new Response(200, "application/json", ControlBody.json(settings));
    }
}
