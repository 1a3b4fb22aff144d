package dev.avitstreams.schemas.topic;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/** What the four topics are called on this cluster; no two may share a name. */
public record TopicNames(String frames, String labels, String summaries, String deadLetters) {

    public static final TopicNames DEFAULT =
            new TopicNames("camera-frames", "frame-labels", "halting-summaries", "frame-dead-letters");

    public TopicNames {
        List<String> names = List.of(frames, labels, summaries, deadLetters);
        names.forEach(TopicNames::requireLegal);
        if (Set.copyOf(names).size() != names.size()) {
            throw new IllegalArgumentException("topic names " + names
                    + " must differ: one topic cannot carry two kinds of" + " record. Give each its own name.");
        }
    }

    /** The default names behind a prefix, so that several deployments can share a cluster. */
    public static TopicNames prefixed(String prefix) {
        return new TopicNames(
                prefix + DEFAULT.frames,
                prefix + DEFAULT.labels,
                prefix + DEFAULT.summaries,
                prefix + DEFAULT.deadLetters);
    }

    private static void requireLegal(String name) {
        try {
            Topic.validate(name);
        } catch (InvalidTopicException e) {
            throw new IllegalArgumentException(
                    "topic name '" + name + "' is not one Kafka accepts: " + e.getMessage()
                            + ". Use letters, digits, '.', '_' and '-', at most 249 of them.",
                    e);
        }
    }
}
