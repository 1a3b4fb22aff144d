package dev.avitstreams.ops.demo;

import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.dashboard.http.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The service's own endpoints, passed on by the page's server, so that a demo has one address. Thread-safe. */
final class ServicePages implements Function<String, Optional<Answer>> {
    private static final Set<String> PATHS = Set.of("/livez", "/readyz", "/metrics", "/config");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI service;

    ServicePages(URI service) {
        this.service = service;
    }

    @Override
    public Optional<Answer> apply(String path) {
        return PATHS.contains(path) ? Optional.of(ask(path)) : Optional.empty();
    }

    private Answer ask(String path) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(service.resolve(path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            String type = answer.headers().firstValue("Content-Type").orElse("text/plain; charset=utf-8");
            return new Answer(answer.statusCode(), type, answer.body());
        } catch (IOException e) {
            return Answer.refusal(502, "The service does not answer: " + Sentences.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refusal(502, "The demo is ending.");
        }
    }
}
