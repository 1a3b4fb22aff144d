package dev.avitstreams.ops.evaluation;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.evaluation.frames.FrameRecords;
import dev.avitstreams.ops.evaluation.frames.TopicSupply;
import dev.avitstreams.ops.evaluation.range.Bound;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.range.RangeResolver;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels;
import dev.avitstreams.ops.inspect.LoneConsumer;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A stretch of a topic, its offsets fixed. Reads only: no group, no commits. Belongs to one thread at a time. */
public final class Stretch implements AutoCloseable {
    private static final int MIB = 1 << 20;

    private final AvitConfig config;
    private final AvroSerdes serdes;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OffsetRange range;

    private Stretch(AvitConfig config, KafkaConsumer<byte[], byte[]> consumer, OffsetRange range) {
        this.config = config;
        this.serdes = new AvroSerdes(config.registry().client());
        this.consumer = consumer;
        this.range = range;
    }

    private interface Resolution {
        OffsetRange by(RangeResolver resolver);
    }

    /** As the topic is now between two bounds. */
    public static Stretch between(AvitConfig config, String topic, Bound from, Bound to) {
        return open(config, topic, resolver -> resolver.resolve(from, to));
    }

    /** As it was fixed before. */
    public static Stretch again(AvitConfig config, OffsetRange range) {
        return open(config, range.topic(), resolver -> {
            resolver.requireStillThere(range);
            return range;
        });
    }

    private static Stretch open(AvitConfig config, String topic, Resolution resolution) {
        Map<String, Object> kafka = StreamsSettings.consumer(config);
        KafkaConsumer<byte[], byte[]> consumer = LoneConsumer.open(
                kafka,
                Map.of(
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "avit-evaluate",
                        // Frames are large; what is fetched ahead and not yet looked at is bounded by these.
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        64,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        16 * MIB,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        8 * MIB));
        try {
            List<TopicPartition> partitions = LoneConsumer.partitions(consumer, topic, kafka);
            OffsetRange range = resolution.by(new RangeResolver(consumer, partitions, isTimeOfAppend(config, topic)));
            if (range.offsets() == 0) {
                throw new CommandFailure(
                        ExitStatus.INCOMPLETE_DATA,
                        "The range of topic '" + topic + "' is empty: no partition has a record in it. Choose another"
                                + " --from and --to; times are those of the records.");
            }
            return new Stretch(config, consumer, range);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static boolean isTimeOfAppend(AvitConfig config, String topic) {
        try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
            return admin.setting(topic, "message.timestamp.type")
                    .map("LogAppendTime"::equals)
                    .orElse(false);
        }
    }

    public OffsetRange range() {
        return range;
    }

    public AvitConfig config() {
        return config;
    }

    /**
     * Its frames. Closing the supply leaves the stretch open.
     *
     * @param after where an earlier evaluation of it had come to; empty from the start
     */
    public TopicSupply supply(Map<Integer, Long> after, BooleanSupplier stop) {
        return new TopicSupply(consumer, range, new FrameRecords(serdes, config), after, stop);
    }

    /** Frames of a part of it. The supply before it must have been closed. */
    public TopicSupply supply(OffsetRange part, BooleanSupplier stop) {
        return new TopicSupply(consumer, part, new FrameRecords(serdes, config), Map.of(), stop);
    }

    /**
     * What production said of its frames.
     *
     * @param ends how far labels are read, by partition; up to their present end where nothing is said
     */
    public PublishedLabels published(Optional<Map<Integer, Long>> ends) {
        return PublishedLabels.read(
                StreamsSettings.consumer(config), serdes, config.topics().labels(), range, ends);
    }

    @Override
    public void close() {
        consumer.close();
        serdes.close();
    }
}
