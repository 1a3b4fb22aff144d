package dev.avitstreams.ops.dashboard.source;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The meters of running instances, asked of their {@code /metrics}. Thread-safe. */
public final class RemoteMetrics implements Supplier<String> {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> instances;
    private final Optional<String> token;

    /**
     * @param instances each the address of a {@code /metrics}
     * @param token shown to each of them
     */
    public RemoteMetrics(List<URI> instances, Optional<String> token) {
        this.instances = List.copyOf(instances);
        this.token = token;
    }

    @Override
    public String get() {
        StringBuilder all = new StringBuilder();
        for (URI instance : instances) {
            all.append(ask(instance)).append('\n');
        }
        return all.toString();
    }

    private String ask(URI instance) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(instance).timeout(Duration.ofSeconds(3));
            token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 401) {
                throw CommandFailure.runtime(instance + " asks for its http.token; name its --config.");
            }
            if (answer.statusCode() != 200) {
                throw CommandFailure.runtime(instance + " answers with status " + answer.statusCode() + ".");
            }
            return answer.body();
        } catch (IOException e) {
            throw CommandFailure.runtime(instance + " does not answer: " + Sentences.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.runtime("Interrupted while asking " + instance + ".", e);
        }
    }
}
