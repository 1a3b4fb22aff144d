package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How instances are set up.
 *
 * @param applicationId of them all, so that they share the work
 * @param topics of their own on the cluster
 * @param groupProtocol {@code classic} or {@code streams}
 * @param model folder of the model to run
 * @param takesOrders whether their operators can be told to misbehave
 * @param skipStaleAfter frames so old are skipped; empty for never
 */
public record Deployment(
        String applicationId,
        TopicNames topics,
        int partitions,
        ProcessingGuarantee guarantee,
        String groupProtocol,
        Timeouts timeouts,
        Path model,
        boolean takesOrders,
        Optional<Duration> skipStaleAfter) {

    /** The topics as they are to be made: small, and gone with the run. */
    public TopicCatalogue catalogue() {
        return TopicCatalogue.of(topics, TopicCatalogue.DEFAULT_FRAME_LIMIT_BYTES)
                .withPartitions(partitions);
    }
}
