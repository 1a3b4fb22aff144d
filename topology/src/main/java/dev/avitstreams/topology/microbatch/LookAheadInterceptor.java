package dev.avitstreams.topology.microbatch;

import dev.avitstreams.topology.frames.FrameCoordinate;
import dev.avitstreams.topology.frames.PolledFrame;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces every polled frame to the {@link LookAhead}; one without a time is left until its turn, which gives it one,
 * or it would pass for stale. Kafka makes one per main consumer, that is per stream thread,
 * from {@code main.consumer.interceptor.classes}, and calls it on that thread.
 */
public final class LookAheadInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    /** Consumer configuration: the {@link LookAhead} of this process. */
    public static final String LOOK_AHEAD = "avit.look.ahead";
    /** Consumer configuration: name of the frames topic; other topics pass by. */
    public static final String TOPIC = "avit.look.ahead.topic";

    private static final Logger LOG = LoggerFactory.getLogger(LookAheadInterceptor.class);

    private @Nullable LookAhead lookAhead;
    private String topic = "";

    @Override
    public void configure(Map<String, ?> configs) {
        lookAhead = (LookAhead) Objects.requireNonNull(configs.get(LOOK_AHEAD), LOOK_AHEAD + " is not set");
        topic = (String) Objects.requireNonNull(configs.get(TOPIC), TOPIC + " is not set");
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        LookAhead target = Objects.requireNonNull(lookAhead, "configure was not called");
        try {
            for (ConsumerRecord<byte[], byte[]> record : records.records(topic)) {
                FrameCoordinate coordinate = new FrameCoordinate(record.topic(), record.partition(), record.offset());
                target.polled(coordinate);
                if (record.value() != null && record.timestamp() >= 0) {
                    target.announce(new PolledFrame(
                            coordinate, Instant.ofEpochMilli(record.timestamp()), record.key(), record.value()));
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("Looking ahead failed, the frames will be classified when their turn comes", e);
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
