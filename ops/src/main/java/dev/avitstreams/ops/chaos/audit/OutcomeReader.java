package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.ops.chaos.audit.Outcome.DeadLettered;
import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.DeadLetterHeaders;
import dev.avitstreams.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads labels, dead letters and summaries from their beginning, committed ones only, into an {@link Audit}. */
public final class OutcomeReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicNames topics;
    private final Deserializer<FrameLabel> labels;
    private final Deserializer<HaltingSummary> summaries;
    private final Audit audit;

    public OutcomeReader(String bootstrapServers, TopicNames topics, AvroSerdes serdes, Audit audit) {
        this.topics = topics;
        this.labels = serdes.frameLabels().deserializer();
        this.summaries = serdes.haltingSummaries().deserializer();
        this.audit = audit;
        this.consumer = consumer(bootstrapServers, IsolationLevel.READ_COMMITTED);
        consumer.assign(
                WholeTopics.partitionsOf(consumer, List.of(topics.labels(), topics.deadLetters(), topics.summaries())));
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, IsolationLevel isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation.name().toLowerCase(Locale.ROOT),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Takes in what has been committed since the last call. */
    public void read(Duration atMost) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
            take(record);
        }
    }

    /**
     * Reads to the very end, beyond transactions that are still open now.
     *
     * @return false where some are open still when the time is over
     */
    public boolean readToEnd(Admin admin, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Map<TopicPartition, Long> ends = WholeTopics.ends(admin, consumer.assignment());
        while (!WholeTopics.reached(consumer, ends)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            read(Duration.ofMillis(100));
        }
        return true;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Position at = new Position(record.partition(), record.offset());
        if (record.topic().equals(topics.labels())) {
            audit.add(labels.deserialize(record.topic(), record.value()), at, record.timestamp());
        } else if (record.topic().equals(topics.summaries())) {
            audit.add(summaries.deserialize(record.topic(), record.value()), at);
        } else {
            DeadLetterHeaders headers = DeadLetterHeaders.decode(record.headers());
            CRC32C crc = new CRC32C();
            crc.update(record.value());
            audit.add(new DeadLettered(
                    new Position(headers.partition(), headers.offset()), at, headers.category(), crc.getValue()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
