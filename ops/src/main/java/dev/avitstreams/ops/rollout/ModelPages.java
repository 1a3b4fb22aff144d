package dev.avitstreams.ops.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.topology.rollout.ModelRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks instances for their {@code /models}. Thread-safe. */
public final class ModelPages {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final Optional<String> token;

    /** @param token shown to each instance */
    public ModelPages(Optional<String> token) {
        this.token = token;
    }

    /**
     * @param service address of the instance's endpoints, such as {@code http://127.0.0.1:8080}
     * @throws UnansweredException where another try may help
     * @throws CommandFailure where none does
     */
    public InstanceModels ask(URI service, ModelRole role) throws UnansweredException {
        HttpResponse<String> answer = send(service);
        int status = answer.statusCode();
        if (status == 401) {
            throw CommandFailure.runtime(service + " asks for its http.token; name its --config.");
        }
        if (status >= 500) {
            throw new UnansweredException(service + " answers with status " + status + ".");
        }
        if (status != 200) {
            throw CommandFailure.runtime(service + " answers with status " + status + ".");
        }
        try {
            return new InstanceModels(service, JSON.readTree(answer.body()).path(role.label()));
        } catch (JsonProcessingException e) {
            throw CommandFailure.runtime(service + " does not speak of models: is it an instance of the service?", e);
        }
    }

    private HttpResponse<String> send(URI service) throws UnansweredException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve("/models")).timeout(PATIENCE);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnansweredException(service + " does not answer: " + Sentences.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.runtime("Interrupted while asking " + service + ".", e);
        }
    }
}
