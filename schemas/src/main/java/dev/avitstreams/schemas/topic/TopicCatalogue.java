package dev.avitstreams.schemas.topic;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The four topics, sized for one frame limit.
 *
 * <p>All are time-stamped by the broker ({@code LogAppendTime}): with a camera's own clock a record from the past would
 * be deleted at once by retention, and one from the future refused. When a frame was captured stands in its value.
 */
public record TopicCatalogue(TopicSpec frames, TopicSpec labels, TopicSpec summaries, TopicSpec deadLetters) {

    /** Largest encoded image, unless configured: a 4K photograph at good quality passes. */
    public static final int DEFAULT_FRAME_LIMIT_BYTES = 4 * 1024 * 1024;

    /** Room in a frames record for what is not the image: ids, attributes, headers, Kafka's own framing. */
    public static final int FRAME_OVERHEAD_BYTES = 64 * 1024;

    /** Room in a dead letter for its headers, on top of a whole frames record. */
    public static final int DEAD_LETTER_OVERHEAD_BYTES = 64 * 1024;

    private static final int DEFAULT_PARTITIONS = 8;

    /** The default names and frame limit. */
    public static TopicCatalogue defaults() {
        return of(TopicNames.DEFAULT, DEFAULT_FRAME_LIMIT_BYTES);
    }

    /** @param frameLimitBytes largest encoded image accepted, 1 byte to 1 GiB */
    public static TopicCatalogue of(TopicNames names, int frameLimitBytes) {
        if (frameLimitBytes < 1 || frameLimitBytes > 1 << 30) {
            throw new IllegalArgumentException(
                    "frameLimitBytes is " + frameLimitBytes + ", must be from 1 to " + (1 << 30));
        }
        int frameRecord = frameLimitBytes + FRAME_OVERHEAD_BYTES;
        int deadLetter = frameRecord + DEAD_LETTER_OVERHEAD_BYTES;
        return new TopicCatalogue(
                new TopicSpec(
                        names.frames(),
                        "Frames as cameras send them",
                        "camera id",
                        TopicValue.Avro.of(ImageEvent.class),
                        DEFAULT_PARTITIONS,
                        frameRecord,
                        kept(Duration.ofDays(1))),
                // As many partitions as frames, so that the two can be joined by camera.
                new TopicSpec(
                        names.labels(),
                        "One label a frame",
                        "camera id",
                        TopicValue.Avro.of(FrameLabel.class),
                        DEFAULT_PARTITIONS,
                        0,
                        kept(Duration.ofDays(7))),
                new TopicSpec(
                        names.summaries(),
                        "Halting depths and labels per camera and window, and over all cameras",
                        "camera id, or * for all",
                        TopicValue.Avro.of(HaltingSummary.class),
                        1,
                        0,
                        kept(Duration.ofDays(30))),
                new TopicSpec(
                        names.deadLetters(),
                        "Frames that could not be classified, with the reason in the headers",
                        "as the frame's",
                        new TopicValue.Untouched("the frame's bytes as they came"),
                        DEFAULT_PARTITIONS,
                        deadLetter,
                        kept(Duration.ofDays(14))));
    }

    /** In the order data flows. */
    public List<TopicSpec> all() {
        return List.of(frames, labels, summaries, deadLetters);
    }

    /** The catalogue with frames, labels and dead letters in so many partitions; summaries stay in one. */
    public TopicCatalogue withPartitions(int count) {
        return new TopicCatalogue(
                frames.withPartitions(count),
                labels.withPartitions(count),
                summaries,
                deadLetters.withPartitions(count));
    }

    /** The catalogue with every topic changed in the same way. */
    public TopicCatalogue map(UnaryOperator<TopicSpec> change) {
        return new TopicCatalogue(
                change.apply(frames), change.apply(labels), change.apply(summaries), change.apply(deadLetters));
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()),
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime");
    }
}
