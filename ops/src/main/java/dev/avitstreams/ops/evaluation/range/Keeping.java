package dev.avitstreams.ops.evaluation.range;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic dates its records and for how long it keeps them.
 *
 * @param isTimeOfAppend whether the brokers set the timestamps
 * @param isBySize whether records are removed to save room, or it is not known that they are not
 * @param age after which records may be removed; empty where they never are for their age
 */
public record Keeping(boolean isTimeOfAppend, boolean isBySize, Optional<Duration> age) {

    /** @param setting of the topic, by name; empty where the broker does not tell */
    public static Keeping of(Function<String, Optional<String>> setting) {
        boolean isTimeOfAppend = setting.apply(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                .map("LogAppendTime"::equals)
                .orElse(false);
        boolean removes = setting.apply(TopicConfig.CLEANUP_POLICY_CONFIG)
                .map(policy -> policy.contains(TopicConfig.CLEANUP_POLICY_DELETE))
                .orElse(true);
        boolean isBySize = setting.apply(TopicConfig.RETENTION_BYTES_CONFIG)
                .map(bytes -> Long.parseLong(bytes) >= 0)
                .orElse(true);
        Optional<Duration> age = setting.apply(TopicConfig.RETENTION_MS_CONFIG)
                .map(Long::parseLong)
                .filter(millis -> millis >= 0)
                .map(Duration::ofMillis);
        return new Keeping(isTimeOfAppend, removes && isBySize, removes ? age : Optional.empty());
    }

    /**
     * Whether the broker cannot yet have removed any record of that time or later. It removes records in segments whose
     * youngest record is too old, so none that is young enough. Who deletes records by hand, or keeps them for longer since
     * a while, is not seen.
     */
    boolean stillKeeps(Instant time, Instant now) {
        return !isBySize && age.map(most -> !time.isBefore(now.minus(most))).orElse(true);
    }
}
