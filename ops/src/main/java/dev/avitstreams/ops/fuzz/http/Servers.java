package dev.avitstreams.ops.fuzz.http;

import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.dashboard.http.Answer;
import dev.avitstreams.ops.dashboard.http.PageContent;
import dev.avitstreams.ops.dashboard.http.PageServer;
import dev.avitstreams.ops.dashboard.http.Query;
import dev.avitstreams.ops.process.TemporaryFolder;
import dev.avitstreams.ops.stack.EmbeddedRegistry;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.HttpAuth;
import dev.avitstreams.topology.config.HttpSection;
import dev.avitstreams.topology.control.NamedPoints;
import dev.avitstreams.topology.control.Tuning;
import dev.avitstreams.topology.health.HealthState;
import dev.avitstreams.topology.health.ServiceEndpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The service's endpoints, once without and once with a token and settings to change, the live page (with nothing to show)
 * and the embedded registry, each on a port of its own.
 */
final class Servers implements AutoCloseable {
    static final String TOKEN = "fuzz-fuzz-fuzz-fuzz";

    private static final String HOST = "127.0.0.1";
    private static final Tuning TUNING = new Tuning(
            AvitConfig.defaults("localhost:9092", List.of("http://localhost:8081")),
            (size, delay) -> {},
            new NamedPoints(
                    List.of(new OperatingPoint("default", 0.99f, 0, Optional.empty())), Optional.empty(), policy -> {}),
            (path, now) -> {});

    private final Path folder;
    private final ServiceEndpoints service;
    private final ServiceEndpoints tuned;
    private final PageServer page;
    private final EmbeddedRegistry registry;

    Servers() {
        try {
            folder = Files.createTempDirectory("avit-fuzz-registry-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service = ServiceEndpoints.start(
                new HttpSection(HOST, 0, Optional.empty(), HttpAuth.AUTO),
                new HealthState(),
                () -> "metric 1\n",
                () -> "threads: 1\n",
                () -> "{}\n");
        tuned = ServiceEndpoints.start(
                new HttpSection(HOST, 0, Optional.of(TOKEN), HttpAuth.AUTO),
                new HealthState(),
                () -> "metric 1\n",
                () -> "threads: 1\n",
                () -> "{}\n",
                () -> Optional.of(TUNING));
        page = PageServer.start(HOST, 0, Optional.empty(), new NothingToSee());
        registry = EmbeddedRegistry.start(folder, 0);
    }

    List<Integer> ports() {
        return Stream.of(service.address(), tuned.address(), page.address(), URI.create(registry.url()))
                .map(URI::getPort)
                .toList();
    }

    @Override
    public void close() {
        service.close();
        tuned.close();
        page.close();
        registry.close();
        try {
            TemporaryFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class NothingToSee implements PageContent {
        @Override
        public byte[] everything() {
            return PageContent.event("everything", "{}");
        }

        @Override
        public Optional<byte[]> tick(boolean isWatched) {
            return Optional.empty();
        }

        @Override
        public Optional<Answer> answer(String path, Query query) {
            boolean unused = query.number("offset").isPresent();
            return Optional.empty();
        }
    }
}
