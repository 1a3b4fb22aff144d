package dev.avitstreams.ops.demo;

import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Feeds an account with what is committed to the output topics from now on. Belongs to one thread. */
final class OutputReader implements AutoCloseable {
    private final TopicNames topics;
    private final TopicTail tail;
    private final Deserializer<FrameLabel> labels;
    private final Deserializer<HaltingSummary> summaries;
    private final FrameAccount account;

    /** @param kafka properties of a consumer */
    OutputReader(Map<String, Object> kafka, TopicNames topics, AvroSerdes serdes, FrameAccount account) {
        this.topics = topics;
        this.labels = serdes.frameLabels().deserializer();
        this.summaries = serdes.haltingSummaries().deserializer();
        this.account = account;
        this.tail = TopicTail.open(
                kafka, List.of(topics.labels(), topics.deadLetters(), topics.summaries()), TopicTail.Start.END);
    }

    void read(Duration atMost) {
        for (ConsumerRecord<byte[], byte[]> record : tail.poll(atMost)) {
            if (record.topic().equals(topics.labels())) {
                account.label(labels.deserialize(record.topic(), record.value()));
            } else if (record.topic().equals(topics.deadLetters())) {
                account.deadLetter(record);
            } else {
                account.summary(summaries.deserialize(record.topic(), record.value()));
            }
        }
    }

    @Override
    public void close() {
        tail.close();
    }
}
