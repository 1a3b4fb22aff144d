package dev.avitstreams.schemas.topic;

import dev.avitstreams.schemas.ModelAnnouncement;
import dev.avitstreams.schemas.ShadowComparison;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The two topics of a model's roll-out, which a service can do without.
 *
 * @param announcements which model to run; compacted, so that it holds the last word for each application and role
 * @param comparisons what a shadow model said beside the one that serves
 */
public record ModelTopics(TopicSpec announcements, TopicSpec comparisons) {

    public static final String DEFAULT_ANNOUNCEMENTS = "models";
    public static final String DEFAULT_COMPARISONS = "shadow-comparisons";

    public static ModelTopics of(String announcements, String comparisons) {
        return new ModelTopics(
                new TopicSpec(
                        announcements,
                        "Which model the instances are to run",
                        "application id / role",
                        TopicValue.Avro.of(ModelAnnouncement.class),
                        1,
                        0,
                        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
                new TopicSpec(
                        comparisons,
                        "Frames that a shadow model computed too, both answers paired",
                        "camera id",
                        TopicValue.Avro.of(ShadowComparison.class),
                        1,
                        0,
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(Duration.ofDays(7).toMillis()))));
    }

    public List<TopicSpec> all() {
        return List.of(announcements, comparisons);
    }
}
