package dev.avitstreams.ops.evaluation;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.evaluation.frames.FrameRecords;
import dev.avitstreams.ops.evaluation.frames.TopicSupply;
import dev.avitstreams.ops.evaluation.range.Bound;
import dev.avitstreams.ops.evaluation.range.Keeping;
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
    private final List<String> remarks;

    private Stretch(
            AvitConfig config, KafkaConsumer<byte[], byte[]> consumer, OffsetRange range, List<String> remarks) {
        this.config = config;
        this.serdes = new AvroSerdes(config.registry().client());
        this.consumer = consumer;
        this.range = range;
        this.remarks = remarks;
    }

    private interface Resolution {
        OffsetRange by(RangeResolver resolver);
    }

    /**
     * As the topic is now between two bounds.
     *
     * @param toleratesCut whether a stretch of which records were removed is taken as far as it is there
     */
    public static Stretch between(AvitConfig config, String topic, Bound from, Bound to, boolean toleratesCut) {
        return open(config, topic, resolver -> resolver.resolve(from, to), toleratesCut);
    }

    /** As it was fixed before; {@code toleratesCut} as above. */
    public static Stretch again(AvitConfig config, OffsetRange range, boolean toleratesCut) {
        return open(config, range.topic(), resolver -> resolver.again(range), toleratesCut);
    }

    private static Stretch open(AvitConfig config, String topic, Resolution resolution, boolean toleratesCut) {
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
            RangeResolver resolver = new RangeResolver(consumer, partitions, keeping(config, topic), toleratesCut);
            OffsetRange range = resolution.by(resolver);
            if (range.offsets() == 0) {
                throw new CommandFailure(
                        ExitStatus.INCOMPLETE_DATA,
                        "The range of topic '" + topic + "' is empty: no partition has a record in it. Choose another"
                                + " --from and --to; times are those of the records.");
            }
            return new Stretch(config, consumer, range, resolver.remarks());
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static Keeping keeping(AvitConfig config, String topic) {
        try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
            return Keeping.of(name -> admin.setting(topic, name));
        }
    }

    public OffsetRange range() {
        return range;
    }

    /** What the person at the shell should know of it, a sentence each. */
    public List<String> remarks() {
        return remarks;
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
