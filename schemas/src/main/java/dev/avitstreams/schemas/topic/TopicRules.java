package dev.avitstreams.schemas.topic;

import dev.avitstreams.schemas.topic.TopicFinding.WrongSetting;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/** What must hold of an existing topic's settings. Pure. */
final class TopicRules {
    private TopicRules() {}

    static List<TopicFinding> violations(TopicSpec topic, Config config) {
        List<TopicFinding> found = new ArrayList<>();
        checkMessageLimit(topic, config, found);
        checkCleanup(topic, config, found);
        checkTimestamps(topic, config, found);
        return found;
    }

    private static void checkMessageLimit(TopicSpec topic, Config config, List<TopicFinding> found) {
        String actual = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (topic.minMessageBytes() > 0 && Long.parseLong(actual) < topic.minMessageBytes()) {
            String needed = Integer.toString(topic.minMessageBytes());
            found.add(new WrongSetting(
                    topic.name(),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    actual,
                    "at least " + needed,
                    needed,
                    "The broker would refuse frames that are within the configured frame limit; that limit can be lowered"
                            + " instead.",
                    true));
        }
    }

    private static void checkCleanup(TopicSpec topic, Config config, List<TopicFinding> found) {
        String actual = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
        boolean compacts = actual.contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        if (keepsTheLast(topic) && !actual.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            found.add(
                    cleanup(
                            topic,
                            actual,
                            TopicConfig.CLEANUP_POLICY_COMPACT,
                            "What was announced last would be deleted in time, and instances that start later would not know it."));
        } else if (!keepsTheLast(topic) && compacts) {
            found.add(cleanup(
                    topic,
                    actual,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    "The key is the camera, so compaction would keep one record of each camera and lose the others."));
        }
    }

    private static boolean keepsTheLast(TopicSpec topic) {
        return TopicConfig.CLEANUP_POLICY_COMPACT.equals(topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG));
    }

    private static WrongSetting cleanup(TopicSpec topic, String actual, String needed, String consequence) {
        return new WrongSetting(
                topic.name(), TopicConfig.CLEANUP_POLICY_CONFIG, actual, needed, needed, consequence, true);
    }

    private static void checkTimestamps(TopicSpec topic, Config config, List<TopicFinding> found) {
        String needed = topic.configs().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        String actual = value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        if (needed != null && !needed.equals(actual)) {
            found.add(new WrongSetting(
                    topic.name(),
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    actual,
                    needed,
                    needed,
                    "A record stamped with a wrong clock may be refused, or deleted before its time.",
                    false));
        }
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        if (entry == null || entry.value() == null) {
            throw new IllegalStateException("the broker did not report the topic setting " + name);
        }
        return entry.value();
    }
}
