package dev.avitstreams.ops.inspect;

import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.HaltingSummary;
import dev.avitstreams.schemas.ImageEvent;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.schemas.topic.TopicSpec;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The four topics, by what is in them. */
public enum TopicKind {
    FRAMES,
    LABELS,
    SUMMARIES,
    DEAD_LETTERS;

    /** As typed at the shell. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public TopicSpec in(TopicCatalogue catalogue) {
        return switch (this) {
            case FRAMES -> catalogue.frames();
            case LABELS -> catalogue.labels();
            case SUMMARIES -> catalogue.summaries();
            case DEAD_LETTERS -> catalogue.deadLetters();
        };
    }

    /** How a record of this topic is shown. */
    public Function<ConsumerRecord<byte[], byte[]>, RecordView> viewer(AvroSerdes serdes) {
        return switch (this) {
            case FRAMES -> {
                var events = serdes.of(ImageEvent.class).deserializer();
                yield record -> RecordViews.of(events.deserialize(record.topic(), record.value()));
            }
            case LABELS -> {
                var labels = serdes.of(FrameLabel.class).deserializer();
                yield record -> RecordViews.of(labels.deserialize(record.topic(), record.value()));
            }
            case SUMMARIES -> {
                var summaries = serdes.of(HaltingSummary.class).deserializer();
                yield record -> RecordViews.of(summaries.deserialize(record.topic(), record.value()));
            }
            case DEAD_LETTERS -> RecordViews::ofDeadLetter;
        };
    }
}
