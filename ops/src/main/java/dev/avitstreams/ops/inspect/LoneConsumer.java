package dev.avitstreams.ops.inspect;

import dev.avitstreams.ops.console.CommandFailure;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers without a group: they disturb nobody, commit nothing, and see committed records only. */
public final class LoneConsumer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LoneConsumer() {}

    /**
     * Not yet assigned to anything. Where an offset no longer exists its poll fails, saying so.
     *
     * @param kafka properties of a consumer: brokers, TLS, SASL
     * @param more properties that win over them
     */
    public static KafkaConsumer<byte[], byte[]> open(Map<String, Object> kafka, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.putAll(more);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * All partitions of a topic.
     *
     * @param kafka the consumer's properties, to name the address that was tried
     * @throws CommandFailure with the remedy where there is no such topic or no broker
     */
    public static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, String topic, Map<String, Object> kafka) {
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
            if (found == null || found.isEmpty()) {
                throw CommandFailure.runtime(
                        "Topic '" + topic + "' does not exist. Create it with 'avit topics create'.");
            }
            return found.stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .sorted(Comparator.comparingInt(TopicPartition::partition))
                    .toList();
        } catch (TimeoutException e) {
            throw unanswered(kafka, e);
        }
    }

    /** Nobody answers at the address. */
    static CommandFailure unanswered(Map<String, Object> kafka, Throwable cause) {
        return CommandFailure.runtime(
                "No Kafka broker answered at " + kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)
                        + ". Check that it runs, that the address is right, and that security.protocol fits the"
                        + " listener.",
                cause);
    }
}
