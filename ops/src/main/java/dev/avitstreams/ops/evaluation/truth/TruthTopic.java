package dev.avitstreams.ops.evaluation.truth;

import dev.avitstreams.ops.inspect.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Truth from a topic: the frame's id is the key, the class the value, both text; what is written last holds. */
public final class TruthTopic {
    private TruthTopic() {}

    /** Reads the topic up to its present end. */
    public static TruthSource read(Map<String, Object> kafka, String topic) {
        Map<String, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
        try (TopicTail tail = TopicTail.open(kafka, List.of(topic), TopicTail.Start.BEGINNING)) {
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.hasReached(ends)) {
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(Duration.ofMillis(200))) {
                    if (record.key() != null) {
                        // One id may have come to two partitions, if their number was changed.
                        newest.merge(
                                text(record.key()),
                                record,
                                (old, recent) -> recent.timestamp() >= old.timestamp() ? recent : old);
                    }
                }
            }
        }
        Map<String, String> classes = new HashMap<>();
        newest.forEach((id, record) -> {
            if (record.value() != null) {
                classes.put(id, text(record.value()).strip());
            }
        });
        return TruthSource.ofIds(classes, "topic " + topic);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
