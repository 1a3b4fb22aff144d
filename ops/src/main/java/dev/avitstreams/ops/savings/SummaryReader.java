package dev.avitstreams.ops.savings;

import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the summaries of a span, up to the present end of their topic. */
public final class SummaryReader {
    private static final Logger LOG = LoggerFactory.getLogger(SummaryReader.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private SummaryReader() {}

    /**
     * @param into gets every summary of the span
     * @param goesOn asked now and then
     * @return false if it was told to stop before the end
     */
    public static boolean read(
            AvitConfig config, AvroSerdes serdes, Span span, SavingsLedger into, BooleanSupplier goesOn) {
        Deserializer<HaltingSummary> summaries = serdes.haltingSummaries().deserializer();
        try (TopicTail tail = TopicTail.open(
                StreamsSettings.consumer(config),
                List.of(config.topics().names().summaries()),
                TopicTail.Start.BEGINNING)) {
            // A window is published after its end by its camera's clock, which may be ahead of the broker's by so much.
            Instant earliest = span.from().minus(config.summaries().maxClockAhead());
            tail.seek(earliest);
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.hasReached(ends)) {
                if (!goesOn.getAsBoolean()) {
                    return false;
                }
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                    add(record, summaries, into);
                }
            }
            return true;
        }
    }

    private static void add(
            ConsumerRecord<byte[], byte[]> record, Deserializer<HaltingSummary> summaries, SavingsLedger into) {
        try {
            if (record.value() != null) {
                into.add(summaries.deserialize(record.topic(), record.value()));
            }
        } catch (UnreadableRecordException e) {
            LOG.warn(
                    "Left out topic={} partition={} offset={}", record.topic(), record.partition(), record.offset(), e);
        }
    }
}
