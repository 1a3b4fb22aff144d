package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.process.StackAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes configurations: the service's defaults, in so far as they are not about where things are. */
final class ServiceConfig {
    private ServiceConfig() {}

    /**
     * @param application a group of its own
     * @param workers of the operator
     * @param folder of the instance, for configuration and state
     * @return the file
     */
    static Path write(String application, Path model, int workers, StackAddress stack, Path folder, int httpPort)
            throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("avit.yaml"), """
                application-id: %s
                state-dir: '%s'
                model:
                  folder: '%s'
                operator:
                  workers: %d
                registry:
                  urls: ['%s']
                http:
                  port: %d
                kafka:
                  bootstrap.servers: '%s'
                """.formatted(
                        application,
                        folder.resolve("state").toAbsolutePath(),
                        model.toAbsolutePath(),
                        workers,
                        stack.registryUrl(),
                        httpPort,
                        stack.bootstrapServers()));
    }
}
