package dev.avitstreams.ops.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.entities.ErrorMessage;
import io.confluent.kafka.schemaregistry.client.rest.entities.SubjectVersion;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confluent's REST API, as far as its clients use it to register, look up and check Avro schemas. Thread-safe. */
final class RegistryRoutes implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final RegistryStore store;
    private final List<Route> routes;

    RegistryRoutes(RegistryStore store) {
        this.store = store;
        this.routes = List.of(
                new Route("GET", "/", r -> Map.of()),
                new Route("GET", "/subjects", r -> store.subjects()),
                new Route("POST", "/subjects/*", r -> store.lookup(r.name(0), r.body(), r.flag("normalize"))),
                new Route("GET", "/subjects/*/versions", r -> store.versions(r.name(0))),
                new Route("POST", "/subjects/*/versions", this::register),
                new Route("GET", "/subjects/*/versions/*", r -> store.version(r.name(0), r.name(1))),
                new Route("GET", "/subjects/*/versions/*/schema", this::schemaOfVersion),
                new Route("GET", "/schemas/types", r -> List.of(AvroSchema.TYPE)),
                new Route("GET", "/schemas/ids/*", r -> Map.of("schema", schemaText(r))),
                new Route("GET", "/schemas/ids/*/schema", r -> JSON.readTree(schemaText(r))),
                new Route("GET", "/schemas/ids/*/subjects", this::subjectsOfSchema),
                new Route("GET", "/schemas/ids/*/versions", r -> store.usesOf(r.schemaId())),
                new Route("POST", "/compatibility/subjects/*/versions", this::compatibleWithSubject),
                new Route("POST", "/compatibility/subjects/*/versions/*", this::compatibleWithVersion),
                new Route("GET", "/config", r -> Map.of("compatibilityLevel", store.defaultLevel())),
                new Route("GET", "/config/*", this::level),
                new Route("PUT", "/config", r -> configure(null, r)),
                new Route("PUT", "/config/*", r -> configure(r.name(0), r)),
                new Route("GET", "/mode", r -> Map.of("mode", "READWRITE")),
                new Route("GET", "/mode/*", r -> Map.of("mode", "READWRITE")));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = answer(exchange);
            } catch (RestClientException e) {
                status = e.getStatus();
                answer = new ErrorMessage(e.getErrorCode(), plainMessage(e));
            } catch (JsonProcessingException e) {
                status = 422;
                answer = new ErrorMessage(42201, "The request is not JSON: " + e.getOriginalMessage());
            } catch (IOException | RuntimeException e) {
                LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                status = 500;
                answer = new ErrorMessage(50001, "The embedded registry failed: " + e.getMessage());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            boolean headOnly = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, headOnly ? -1 : body.length);
            if (!headOnly) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Object answer(HttpExchange exchange) throws IOException, RestClientException {
        for (Route route : routes) {
            Optional<RegistryRequest> request = RegistryRequest.of(exchange, route.method(), route.pattern());
            if (request.isPresent()) {
                return route.action().answer(request.get());
            }
        }
        throw new RestClientException(
                "HTTP 404 Not Found: the embedded registry has no " + exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath(),
                404,
                404);
    }

    private Object register(RegistryRequest request) throws IOException, RestClientException {
        return Map.of(
                "id",
                store.register(request.name(0), request.body(), request.flag("normalize"))
                        .getId());
    }

    private Object schemaOfVersion(RegistryRequest request) throws IOException, RestClientException {
        return JSON.readTree(store.version(request.name(0), request.name(1)).getSchema());
    }

    private String schemaText(RegistryRequest request) throws IOException, RestClientException {
        return store.schema(request.schemaId()).canonicalString();
    }

    private Object subjectsOfSchema(RegistryRequest request) throws IOException, RestClientException {
        return store.usesOf(request.schemaId()).stream()
                .map(SubjectVersion::getSubject)
                .toList();
    }

    private Object compatibleWithSubject(RegistryRequest request) throws IOException, RestClientException {
        return verdict(request, store.incompatibilities(request.name(0), request.body()));
    }

    private Object compatibleWithVersion(RegistryRequest request) throws IOException, RestClientException {
        return verdict(request, store.incompatibilities(request.name(0), request.name(1), request.body()));
    }

    private static Object verdict(RegistryRequest request, List<String> problems) {
        return request.flag("verbose")
                ? Map.of("is_compatible", problems.isEmpty(), "messages", problems)
                : Map.of("is_compatible", problems.isEmpty());
    }

    private Object level(RegistryRequest request) throws RestClientException {
        String subject = request.name(0);
        String level = request.flag("defaultToGlobal")
                ? store.effectiveLevel(subject)
                : store.level(subject)
                        .orElseThrow(() -> new RestClientException(
                                "Subject '" + subject + "' does not have subject-level compatibility configured",
                                404,
                                40408));
        return Map.of("compatibilityLevel", level);
    }

    /** @param subject null for the default of all subjects */
    private Object configure(@Nullable String subject, RegistryRequest request)
            throws IOException, RestClientException {
        String level = request.body().path("compatibility").asText();
        store.configure(subject, level);
        return Map.of("compatibility", level);
    }

    /** Without the code that the exception's constructor appends: it has a field of its own. */
    private static String plainMessage(RestClientException e) {
        String message = String.valueOf(e.getMessage());
        int suffix = message.lastIndexOf("; error code: ");
        return suffix < 0 ? message : message.substring(0, suffix);
    }

    private record Route(String method, String pattern, Action action) {}

    private interface Action {
        Object answer(RegistryRequest request) throws IOException, RestClientException;
    }
}
