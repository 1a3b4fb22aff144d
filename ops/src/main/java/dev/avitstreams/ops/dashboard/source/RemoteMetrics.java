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
import java.util.function.Supplier;

/** The meters of running instances, asked of their {@code /metrics}. Thread-safe. */
public final class RemoteMetrics implements Supplier<String> {
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<URI> instances;

    /** @param instances each the address of a {@code /metrics} */
    public RemoteMetrics(List<URI> instances) {
        this.instances = List.copyOf(instances);
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
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(instance)
                            .timeout(Duration.ofSeconds(3))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
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
