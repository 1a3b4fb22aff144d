package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.RecordFetcher;
import dev.avitstreams.ops.inspect.RecordView;
import dev.avitstreams.ops.inspect.TopicKind;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit inspect}. */
@Command(
        name = "inspect",
        header = "Watch a topic: one readable line, or one JSON object, a record.",
        description = {
            "",
            "Reads without a consumer group, committed records only: it disturbs nobody. Ends with Ctrl-C."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit inspect                              new labels as they come",
            "  avit inspect summaries --from-beginning",
            "  avit inspect labels --from-beginning --no-follow --json > labels.jsonl",
            "  avit inspect dead-letters --from-beginning --count 10",
            "  avit inspect frames --at 3@17 --save frame.jpg"
        })
final class InspectCommand extends AvitCommand {
    private static final Pattern POSITION = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TOPIC",
            description = "One of: frames, labels, summaries, dead-letters. Default: labels.",
            converter = TopicKindConverter.class,
            defaultValue = "labels")
    private TopicKind kind = TopicKind.LABELS;

    @Option(names = "--camera", paramLabel = "ID", description = "Only records of this camera.")
    private @Nullable String camera;

    @Option(names = "--from-beginning", description = "Everything that is kept, not only what is new.")
    private boolean fromBeginning;

    @Option(names = "--no-follow", description = "End at the present end of the topic.")
    private boolean noFollow;

    @Option(names = "--count", paramLabel = "N", description = "End after N records.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--at", paramLabel = "PARTITION@OFFSET", description = "The one record there.")
    private @Nullable String at;

    @Option(names = "--save", paramLabel = "FILE", description = "With frames --at: write the image's bytes there.")
    private @Nullable Path save;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    protected ExitStatus execute() throws IOException {
        if (save != null && (at == null || kind != TopicKind.FRAMES)) {
            throw CommandFailure.usage("--save goes with `inspect frames --at PARTITION@OFFSET`.");
        }
        AvitConfig config = cluster.load();
        String topic = kind.in(config.topicCatalogue()).name();
        if (at != null) {
            return showOne(config, topic, at);
        }
        TopicTail.Start start = fromBeginning ? TopicTail.Start.BEGINNING : TopicTail.Start.END;
        try (StopSignal stop = StopSignal.ofProcess();
                AvroSerdes serdes = new AvroSerdes(config.registry().client());
                TopicTail tail = TopicTail.open(StreamsSettings.consumer(config), List.of(topic), start)) {
            Function<ConsumerRecord<byte[], byte[]>, RecordView> viewer = kind.viewer(serdes);
            Map<TopicPartition, Long> ends = noFollow ? tail.ends() : Map.of();
            long shown = 0;
            while (shown < count && !stop.isRequested() && !(noFollow && tail.hasReached(ends))) {
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(Duration.ofMillis(200))) {
                    if (shown < count && isWanted(record)) {
                        show(record, viewer);
                        shown++;
                    }
                }
                out().flush();
            }
        }
        return ExitStatus.OK;
    }

    private ExitStatus showOne(AvitConfig config, String topic, String position) throws IOException {
        Matcher place = POSITION.matcher(position);
        if (!place.matches()) {
            throw CommandFailure.usage("--at is '" + position + "', must be PARTITION@OFFSET, for example 3@17.");
        }
        try (AvroSerdes serdes = new AvroSerdes(config.registry().client());
                RecordFetcher fetcher = RecordFetcher.open(StreamsSettings.consumer(config), List.of(topic))) {
            Optional<ConsumerRecord<byte[], byte[]>> record =
                    fetcher.fetch(topic, Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
            if (record.isEmpty()) {
                err().println("avit: there is no record at " + position + " of " + topic
                        + ", or it is kept no longer.");
                return ExitStatus.INCOMPLETE_DATA;
            }
            show(record.get(), kind.viewer(serdes));
            if (save != null) {
                ByteBuffer image = serdes.imageEvents()
                        .deserializer()
                        .deserialize(topic, record.get().value())
                        .getImage();
                if (image == null) {
                    throw CommandFailure.runtime("The frame holds no image, only where it is kept; nothing was saved.");
                }
                byte[] bytes = new byte[image.remaining()];
                image.get(bytes);
                Files.write(save, bytes);
            }
            return ExitStatus.OK;
        }
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
        return camera == null
                || record.key() != null && camera.equals(new String(record.key(), StandardCharsets.UTF_8));
    }

    private void show(
            ConsumerRecord<byte[], byte[]> record, Function<ConsumerRecord<byte[], byte[]>, RecordView> viewer) {
        RecordView view;
        try {
            if (record.value() == null && kind != TopicKind.DEAD_LETTERS) {
                throw new UnreadableRecordException("The record has no value.");
            }
            view = viewer.apply(record);
        } catch (UnreadableRecordException e) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("position", record.topic() + "-" + record.partition() + "@" + record.offset());
            fields.put("error", e.getMessage());
            view = new RecordView(fields.get("position") + "  " + e.getMessage(), fields);
        }
        out().println(json ? JsonReport.line(view.fields()) : view.line());
    }
}
