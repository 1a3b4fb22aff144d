package dev.avitstreams.ops.evaluation.truth;

import dev.avitstreams.ops.inspect.TopicTail;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Truth from a topic: the frame's id is the key, the class the value, both text; what is written last holds. */
public final class TruthTopic {
    private TruthTopic() {}

    /** As the source will describe itself. */
    public static String description(String topic) {
        return "topic " + topic;
    }

    /**
     * Reads the topic.
     *
     * @param ends how far, by partition; up to its present end where nothing is said
     */
    public static TruthSource read(Map<String, Object> kafka, String topic, Optional<Map<Integer, Long>> ends) {
        Map<String, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
        try (TopicTail tail = TopicTail.open(kafka, List.of(topic), TopicTail.Start.BEGINNING)) {
            tail.readUntil(ends.map(known -> TopicTail.ends(topic, known)).orElseGet(tail::ends), record -> {
                if (record.key() != null) {
                    // One id may have come to two partitions, if their number was changed.
                    newest.merge(
                            text(record.key()),
                            record,
                            (old, recent) -> recent.timestamp() >= old.timestamp() ? recent : old);
                }
            });
        }
        Map<String, String> classes = new HashMap<>();
        newest.forEach((id, record) -> {
            if (record.value() != null) {
                classes.put(id, text(record.value()).strip());
            }
        });
        return TruthSource.ofIds(classes, description(topic));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
