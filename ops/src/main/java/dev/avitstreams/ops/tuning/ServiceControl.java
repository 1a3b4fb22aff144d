package dev.avitstreams.ops.tuning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code /control} of one instance. Thread-safe. */
public final class ServiceControl {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI control;
    private final String token;

    /**
     * @param service its endpoints, such as {@code http://localhost:8080}
     * @param token its {@code http.token}
     */
    public ServiceControl(URI service, String token) {
        this.control = service.resolve("/control");
        this.token = token;
    }

    /** The settings that may be changed, as they are now. */
    public Map<String, String> values() {
        return ask(request().GET().build());
    }

    /** @return as {@link #values()}, afterwards */
    public Map<String, String> change(Map<String, String> changes) {
        try {
            return ask(request()
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(changes)))
                    .build());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are JSON", impossible);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(control).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }

    private Map<String, String> ask(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200 -> JSON.readValue(answer.body(), new TypeReference<LinkedHashMap<String, String>>() {});
                case 400, 403 -> throw CommandFailure.usage(answer.body().strip());
                case 401 ->
                    throw CommandFailure.usage("The token in --token-file is not the http.token of " + control + ".");
                default ->
                    throw CommandFailure.runtime(control + " answers with status " + answer.statusCode() + ": "
                            + answer.body().strip());
            };
        } catch (JsonProcessingException malformed) {
            throw CommandFailure.runtime(control + " does not answer as this program's service does.", malformed);
        } catch (IOException e) {
            throw CommandFailure.runtime(control + " does not answer: " + Sentences.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.runtime("Interrupted while asking " + control + ".", e);
        }
    }
}
