package dev.avitstreams.schemas.topic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic as this project needs it.
 *
 * @param name on this cluster
 * @param purpose one line for people
 * @param key what the record key is, UTF-8 text
 * @param partitions made when the topic is created; an existing topic may have any number
 * @param minMessageBytes largest record batch the topic must let pass; 0 where the broker's default will do
 * @param configs set when the topic is created
 */
public record TopicSpec(
        String name,
        String purpose,
        String key,
        TopicValue value,
        int partitions,
        int minMessageBytes,
        Map<String, String> configs) {

    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "partitions of topic '" + name + "' is " + partitions + ", must be 1 or more");
        }
        if (minMessageBytes < 0) {
            throw new IllegalArgumentException(
                    "minMessageBytes of topic '" + name + "' is " + minMessageBytes + ", must be 0 or more");
        }
        configs = Map.copyOf(configs);
    }

    /** The registry subject of the values, after Confluent's {@code TopicNameStrategy}; empty where there is none. */
    public Optional<String> subject() {
        return value instanceof TopicValue.Avro ? Optional.of(name + "-value") : Optional.empty();
    }

    public TopicSpec withPartitions(int count) {
        return new TopicSpec(name, purpose, key, value, count, minMessageBytes, configs);
    }

    /** The same topic with these settings on top, for example a shorter {@code retention.ms}. */
    public TopicSpec withConfigs(Map<String, String> more) {
        Map<String, String> merged = new TreeMap<>(configs);
        merged.putAll(more);
        return new TopicSpec(name, purpose, key, value, partitions, minMessageBytes, merged);
    }

    /** All settings for creation, the message limit included. */
    Map<String, String> creationConfigs() {
        Map<String, String> all = new TreeMap<>(configs);
        if (minMessageBytes > 0) {
            all.putIfAbsent(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(minMessageBytes));
        }
        return all;
    }
}
