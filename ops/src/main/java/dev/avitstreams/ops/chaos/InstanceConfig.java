package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.process.StackAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the configuration of an instance: its defaults, in so far as they are not about being one of many here. */
final class InstanceConfig {
    static final String APPLICATION_ID = "avit-chaos";

    private InstanceConfig() {}

    /**
     * @param folder of the instance, for configuration and state
     * @param httpPort for its health endpoints
     * @return the file
     */
    static Path write(ExactlyOncePlan plan, StackAddress stack, Path folder, int httpPort) {
        String yaml = """
                application-id: %s
                processing-guarantee: %s
                state-dir: '%s'
                model:
                  folder: '%s'
                operator:
                  workers: 1
                # All instances share this machine: a queue of 128 frames would outlast operator.timeout.
                batch:
                  max-size: 16
                  max-in-flight: 32
                summaries:
                  window: 5s
                  grace: 1s
                  idle-close: 3s
                registry:
                  urls: ['%s']
                http:
                  port: %d
                kafka:
                  bootstrap.servers: '%s'
                  group.protocol: %s
                  # Kept, so that the audit sees every record that ever was in a repartition topic.
                  repartition.purge.interval.ms: 86400000
                """.formatted(
                        APPLICATION_ID,
                        plan.guarantee().configValue(),
                        folder.resolve("state").toAbsolutePath(),
                        plan.model().toAbsolutePath(),
                        stack.registryUrl(),
                        httpPort,
                        stack.bootstrapServers(),
                        plan.groupProtocol());
        Path file = folder.resolve("avit.yaml");
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
