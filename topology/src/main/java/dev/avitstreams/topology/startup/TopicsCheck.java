package dev.avitstreams.topology.startup;

import dev.avitstreams.schemas.topic.BrokerUnavailableException;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicFinding;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import dev.avitstreams.topology.startup.CheckResult.Advice;
import dev.avitstreams.topology.startup.CheckResult.Passed;
import dev.avitstreams.topology.startup.CheckResult.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/** Whether the broker answers and the topics are as needed. Changes nothing. */
final class TopicsCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String LIMIT = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;

    private TopicsCheck() {}

    static List<CheckResult> run(AvitConfig config) {
        try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config), PATIENCE)) {
            List<TopicFinding> findings =
                    new ArrayList<>(admin.check(config.topicCatalogue().all()));
            List<CheckResult> results = new ArrayList<>();
            results.add(new Passed(
                    StartupCheck.BROKER, "The broker at " + config.kafka().get("bootstrap.servers") + " answers."));
            if (findings.stream().noneMatch(TopicFinding::blocking)) {
                largestRecord(config, admin).ifPresent(findings::add);
            }
            findings.forEach(finding -> results.add(result(finding)));
            admin.check(config.modelTopics()).forEach(finding -> results.add(optional(finding)));
            return results;
        } catch (BrokerUnavailableException unavailable) {
            return List.of(new Waiting(StartupCheck.BROKER, String.valueOf(unavailable.getMessage())));
        }
    }

    static long deadLetterRoomBytes(AvitConfig config) {
        try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config), PATIENCE)) {
            return Math.min(limit(admin, config.topics().deadLetters()), sendable(config))
                    - TopicCatalogue.DEAD_LETTER_OVERHEAD_BYTES;
        }
    }

    /**
     * A frame over the limit may still be let in by its topic. It must then fit among the dead letters, or the stream
     * would stand still before it for ever.
     */
    private static Optional<TopicFinding> largestRecord(AvitConfig config, TopicAdmin admin) {
        String frames = config.topics().frames();
        String deadLetters = config.topics().deadLetters();
        long letIn = limit(admin, frames);
        long needed = letIn + TopicCatalogue.DEAD_LETTER_OVERHEAD_BYTES;
        long sendable = sendable(config);
        long actual = limit(admin, deadLetters);
        if (actual < needed) {
            return Optional.of(new TopicFinding.WrongSetting(
                    deadLetters,
                    LIMIT,
                    String.valueOf(actual),
                    "at least " + needed,
                    String.valueOf(needed),
                    "Topic '" + frames + "' lets records of " + letIn + " bytes in, and each must fit among the dead"
                            + " letters whole.",
                    true));
        }
        if (sendable < needed) {
            long most = sendable - TopicCatalogue.DEAD_LETTER_OVERHEAD_BYTES;
            return Optional.of(new TopicFinding.WrongSetting(
                    frames,
                    LIMIT,
                    String.valueOf(letIn),
                    "at most " + most,
                    String.valueOf(most),
                    "A larger frame could not be sent on as a dead letter, as producer.max.request.size is " + sendable
                            + " here; that can be raised instead.",
                    true));
        }
        return Optional.empty();
    }

    private static long sendable(AvitConfig config) {
        return Long.parseLong(StreamsSettings.producerValue(config, "max.request.size"));
    }

    private static long limit(TopicAdmin admin, String topic) {
        return Long.parseLong(admin.setting(topic, LIMIT).orElseThrow());
    }

    /** Frames are classified without it, by the model that is configured. */
    private static CheckResult optional(TopicFinding finding) {
        return finding.blocking()
                ? new Advice(
                        StartupCheck.TOPICS,
                        finding.sentence() + " Until then no announced model is taken (models.roots).")
                : result(finding);
    }

    private static CheckResult result(TopicFinding finding) {
        if (finding.blocking()) {
            return new Waiting(StartupCheck.TOPICS, finding.sentence());
        }
        return finding instanceof TopicFinding.WrongSetting
                ? new Advice(StartupCheck.TOPICS, finding.sentence())
                : new Passed(StartupCheck.TOPICS, finding.sentence());
    }
}
