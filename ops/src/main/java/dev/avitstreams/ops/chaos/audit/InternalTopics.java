package dev.avitstreams.ops.chaos.audit;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Searches every changelog and repartition topic, aborted transactions too, for image bytes.
 *
 * @param topics what was read, by name
 */
public record InternalTopics(Map<String, Contents> topics) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** @param largestValueBytes of all its records */
    public record Contents(long records, int largestValueBytes) {
        private Contents with(int valueBytes) {
            return new Contents(records + 1, Math.max(largestValueBytes, valueBytes));
        }
    }

    public InternalTopics {
        topics = Map.copyOf(topics);
    }

    /** The largest value of all. */
    public int largestValueBytes() {
        return topics.values().stream()
                .mapToInt(Contents::largestValueBytes)
                .max()
                .orElse(0);
    }

    /**
     * Reads all there is at the time of the call.
     *
     * @param applicationId whose topics they are
     * @param findings told of every record with a trace of an image
     */
    public static InternalTopics scan(
            Admin admin, String bootstrapServers, String applicationId, ImageTraces traces, Findings findings) {
        List<String> names = WholeTopics.answer(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(applicationId + "-"))
                .filter(name -> name.endsWith("-changelog") || name.endsWith("-repartition"))
                .toList();
        Map<String, Contents> contents = new TreeMap<>();
        names.forEach(name -> contents.put(name, new Contents(0, 0)));
        try (KafkaConsumer<byte[], byte[]> consumer =
                OutcomeReader.consumer(bootstrapServers, IsolationLevel.READ_UNCOMMITTED)) {
            Collection<TopicPartition> partitions = WholeTopics.partitionsOf(consumer, names);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = WholeTopics.ends(admin, partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!WholeTopics.reached(consumer, ends)) {
                if (System.nanoTime() > deadline) {
                    throw new KafkaException(
                            "The internal topics could not be read to their end within " + PATIENCE.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    int valueBytes = record.value() == null ? 0 : record.value().length;
                    contents.computeIfPresent(record.topic(), (name, known) -> known.with(valueBytes));
                    search(record, traces, findings);
                }
            }
        }
        return new InternalTopics(contents);
    }

    private static void search(ConsumerRecord<byte[], byte[]> record, ImageTraces traces, Findings findings) {
        traces.in(record.value())
                .or(() -> traces.in(record.key()))
                .ifPresent(trace -> findings.add(
                        Violation.LEAKED,
                        record.topic() + "-" + record.partition() + "@" + record.offset() + " holds " + trace));
    }
}
