package dev.avitstreams.ops.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request to the registry, its path laid over a route's pattern.
 *
 * @param names what stands where the pattern has {@code *}, decoded
 */
record RegistryRequest(HttpExchange exchange, List<String> names) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 1 << 20;

    /** The request as one of this route, if it is. */
    static Optional<RegistryRequest> of(HttpExchange exchange, String method, String pattern) {
        List<String> expected = parts(pattern);
        List<String> actual = parts(exchange.getRequestURI().getRawPath());
        if (!exchange.getRequestMethod().equals(method) || expected.size() != actual.size()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i).equals("*")) {
                names.add(URLDecoder.decode(actual.get(i).replace("+", "%2B"), UTF_8));
            } else if (!expected.get(i).equals(actual.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new RegistryRequest(exchange, names));
    }

    String name(int index) {
        return names.get(index);
    }

    int schemaId() throws RestClientException {
        try {
            return Integer.parseInt(name(0));
        } catch (NumberFormatException e) {
            throw new RestClientException("Schema " + name(0) + " not found", 404, 40403);
        }
    }

    /** Whether the query has {@code name=true}. */
    boolean flag(String name) {
        String query = exchange.getRequestURI().getQuery();
        return query != null && Arrays.asList(query.split("&")).contains(name + "=true");
    }

    /** The JSON object that was sent. */
    JsonNode body() throws IOException, RestClientException {
        byte[] bytes = bytes();
        if (bytes.length > MAX_BYTES) {
            throw new RestClientException("The request has more than " + MAX_BYTES + " bytes.", 422, 42209);
        }
        JsonNode body = JSON.readTree(bytes);
        if (!body.isObject()) {
            throw new RestClientException("The request is not a JSON object.", 422, 42201);
        }
        return body;
    }

    private byte[] bytes() throws RestClientException {
        try {
            return exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        } catch (IOException e) { // whoever sent it has gone, or broke the rules
            throw new RestClientException("The request's body cannot be read: " + e.getMessage(), 400, 400);
        }
    }

    private static List<String> parts(String path) {
        return Stream.of(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }
}
