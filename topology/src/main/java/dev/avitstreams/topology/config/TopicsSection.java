package dev.avitstreams.topology.config;

import dev.avitstreams.schemas.topic.TopicNames;
import java.util.List;

/** {@code topics}: where frames come from and where results go. */
public record TopicsSection(
        @Setting(value = "Frames to classify, keyed by camera id.", byDefault = "camera-frames")
        String frames,

        @Setting(
                value =
                        "One label for each classified frame, keyed by camera id, in the partition of its frame's number (of"
                                + " fewer, by the remainder).",
                byDefault = "frame-labels")
        String labels,

        @Setting(value = "One summary for each camera and window.", byDefault = "halting-summaries")
        String summaries,

        @Setting(
                value = "Rejected frames, bytes untouched, the reason in the headers.",
                byDefault = "frame-dead-letters")
        String deadLetters,

        @Setting(value = "Which model to run, as avit model deploy announces it.", byDefault = "models")
        String models,

        @Setting(
                value = "Frames that a shadow model computed too, both answers paired.",
                byDefault = "shadow-comparisons")
        String shadowComparisons) {

    public TopicsSection {
        Check.kafkaName("topics.frames", frames);
        Check.kafkaName("topics.labels", labels);
        Check.kafkaName("topics.summaries", summaries);
        Check.kafkaName("topics.dead-letters", deadLetters);
        Check.kafkaName("topics.models", models);
        Check.kafkaName("topics.shadow-comparisons", shadowComparisons);
    }

    /** @param withModels whether announcements are taken; else the topics for them are nobody's */
    void requireDifferent(boolean withModels) {
        List<String> names = withModels
                ? List.of(frames, labels, summaries, deadLetters, models, shadowComparisons)
                : List.of(frames, labels, summaries, deadLetters);
        if (names.stream().distinct().count() < names.size()) {
            throw new InvalidSettingException(
                    "topics", "are " + names + ", must be " + (withModels ? "six" : "four") + " different topics");
        }
    }

    /** As the topic catalogue takes them. */
    public TopicNames names() {
        return new TopicNames(frames, labels, summaries, deadLetters);
    }
}
