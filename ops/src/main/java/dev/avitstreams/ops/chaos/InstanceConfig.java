package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.process.StackAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Writes the configuration of an instance: its defaults, in so far as they are not about being one of many here. */
final class InstanceConfig {
    /** The service's default; more than there are partitions would idle. */
    private static final int MOST_THREADS = 8;

    private InstanceConfig() {}

    /**
     * @param folder of the instance, for configuration and state
     * @param httpPort for its health endpoints
     * @return the file
     */
    static Path write(Deployment deployment, StackAddress stack, Path folder, int httpPort) {
        String yaml = """
                application-id: %s
                processing-guarantee: %s
                state-dir: '%s'
                threads: %d
                topics:
                  frames: %s
                  labels: %s
                  summaries: %s
                  dead-letters: %s
                model:
                  folder: '%s'
                operator:
                  workers: 1
                  timeout: %s
                  give-up-after: %s
                # All instances share this machine: a queue of 128 frames would outlast operator.timeout.
                batch:
                  max-size: 16
                  max-in-flight: 32
                summaries:
                  window: %s
                  grace: %s
                  idle-close: %s
                registry:
                  urls: ['%s']
                http:
                  port: %d
                kafka:
                  bootstrap.servers: '%s'
                  group.protocol: %s
                  producer.transaction.timeout.ms: %d
                  # Kept, so that the audit sees every record that ever was in a repartition topic.
                  repartition.purge.interval.ms: 86400000
                """.formatted(
                        deployment.applicationId(),
                        deployment.guarantee().configValue(),
                        folder.resolve("state").toAbsolutePath(),
                        Math.min(MOST_THREADS, deployment.partitions()),
                        deployment.topics().frames(),
                        deployment.topics().labels(),
                        deployment.topics().summaries(),
                        deployment.topics().deadLetters(),
                        deployment.model().toAbsolutePath(),
                        text(deployment.timeouts().operator()),
                        text(deployment.timeouts().giveUp()),
                        text(deployment.timeouts().window()),
                        text(deployment.timeouts().grace()),
                        text(deployment.timeouts().idleClose()),
                        stack.registryUrl(),
                        httpPort,
                        stack.bootstrapServers(),
                        deployment.groupProtocol(),
                        deployment.timeouts().transaction().toMillis());
        if (deployment.groupProtocol().equals("classic")) { // with the other the broker decides
            yaml += "  consumer.session.timeout.ms: "
                    + deployment.timeouts().session().toMillis() + "\n"
                    + "  consumer.heartbeat.interval.ms: "
                    + deployment.timeouts().heartbeat().toMillis() + "\n";
        }
        if (deployment.skipStaleAfter().isPresent()) {
            yaml += "frames:\n  skip-stale-after: "
                    + text(deployment.skipStaleAfter().get()) + "\n";
        }
        Path file = folder.resolve("avit.yaml");
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
