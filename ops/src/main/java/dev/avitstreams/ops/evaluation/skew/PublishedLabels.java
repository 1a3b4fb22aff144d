package dev.avitstreams.ops.evaluation.skew;

import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.range.OffsetRange.Span;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.SourcePosition;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import dev.avitstreams.topology.frames.FrameCoordinate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** What production said of the frames of a range; held in memory, some 400 bytes a frame. Immutable once read. */
public final class PublishedLabels {
    private final Map<FrameCoordinate, Published> labels = new HashMap<>();
    private final Map<Integer, Long> last = new HashMap<>(); // by partition of the range, the highest labelled offset
    private long repeated;

    /**
     * One label.
     *
     * @param first index of the most probable class
     * @param isComplete whether every token was followed to its end
     */
    record Published(AnswerDigest answer, int first, boolean isComplete, String weightsSha256, String point) {}

    /** With what production answered a frame. */
    public record Recorded(String weightsSha256, String point) {}

    private PublishedLabels() {}

    /**
     * Reads the labels topic and keeps what was made of frames in the range.
     *
     * @param ends how far, by partition; up to its present end where nothing is said
     */
    public static PublishedLabels read(
            Map<String, Object> kafka,
            AvroSerdes serdes,
            String topic,
            OffsetRange range,
            Optional<Map<Integer, Long>> ends) {
        PublishedLabels published = new PublishedLabels();
        Map<Integer, Span> spans = new HashMap<>();
        range.partitions().forEach(span -> spans.put(span.partition(), span));
        Deserializer<FrameLabel> deserializer = serdes.frameLabels().deserializer();
        Map<String, String> texts = new HashMap<>();
        try (TopicTail tail = TopicTail.open(kafka, List.of(topic), TopicTail.Start.BEGINNING)) {
            tail.readUntil(
                    ends.map(known -> TopicTail.ends(topic, known)).orElseGet(tail::ends),
                    record -> label(deserializer, record)
                            .filter(label -> label.getSource().getTopic().equals(range.topic()))
                            .map(published::noteLast)
                            .filter(label -> isIn(label.getSource(), spans))
                            .ifPresent(label -> published.add(label, texts)));
        }
        return published;
    }

    /** What is no label does not belong to any frame. */
    private static Optional<FrameLabel> label(
            Deserializer<FrameLabel> deserializer, ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
        } catch (UnreadableRecordException e) {
            return Optional.empty();
        }
    }

    private static boolean isIn(SourcePosition source, Map<Integer, Span> spans) {
        Span span = spans.get(source.getPartition());
        return span != null && source.getOffset() >= span.begin() && source.getOffset() < span.end();
    }

    private FrameLabel noteLast(FrameLabel label) {
        last.merge(label.getSource().getPartition(), label.getSource().getOffset(), Math::max);
        return label;
    }

    private void add(FrameLabel label, Map<String, String> texts) {
        SourcePosition source = label.getSource();
        Published before = labels.put(
                new FrameCoordinate(oneCopy(texts, source.getTopic()), source.getPartition(), source.getOffset()),
                new Published(
                        AnswerDigest.of(label),
                        label.getTop().get(0).getIndex(),
                        label.getHalting().getComplete(),
                        oneCopy(texts, label.getModel().getWeightsSha256()),
                        oneCopy(texts, label.getOperatingPoint())));
        repeated += before == null ? 0 : 1;
    }

    /** One copy of a text that stands in every label. */
    private static String oneCopy(Map<String, String> texts, String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    Optional<Published> of(FrameCoordinate frame) {
        return Optional.ofNullable(labels.get(frame));
    }

    /** What the frame's label says of that; empty where it has none. */
    public Optional<Recorded> recorded(FrameCoordinate frame) {
        return of(frame).map(label -> new Recorded(label.weightsSha256(), label.point()));
    }

    /**
     * Whether the frame lies behind all of its partition that have a label, in the range or out of it. Where no frame of
     * the partition has one, production does not lag: it does not read there.
     */
    boolean isBehindTheLast(FrameCoordinate frame) {
        Long offset = last.get(frame.partition());
        return offset != null && frame.offset() > offset;
    }

    /** Labels of a frame that had one already. */
    public long repeated() {
        return repeated;
    }

    /** Frames that have a label. */
    public long size() {
        return labels.size();
    }
}
