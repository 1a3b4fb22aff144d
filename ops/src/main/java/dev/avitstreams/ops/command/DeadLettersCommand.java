package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.inspect.DeadLetter;
import dev.avitstreams.ops.inspect.RecordView;
import dev.avitstreams.ops.inspect.RecordViews;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit dead-letters}. */
@Command(
        name = "dead-letters",
        header = "List rejected frames, show one, or send some once more.",
        subcommands = {DeadLettersCommand.ListThem.class, DeadLettersCommand.Show.class, DeadLettersCommand.Replay.class
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit dead-letters list --category corrupt-image",
            "  avit dead-letters show 3@17 --save frame.bin",
            "  avit dead-letters replay --category frame-too-large --dry-run"
        })
final class DeadLettersCommand extends GroupCommand {

    /** {@code avit dead-letters list}. */
    @Command(name = "list", header = "One line for each dead letter that is kept.", sortOptions = false)
    static final class ListThem extends AvitCommand {
        @Option(names = "--category", paramLabel = "NAME", description = "Only this kind, for example corrupt-image.")
        private @Nullable String category;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        @Override
        protected ExitStatus execute() {
            AtomicLong count = new AtomicLong();
            readAll(cluster.load(), letter -> category == null || letter.isOf(category), letter -> {
                RecordView view = RecordViews.ofDeadLetter(letter.record());
                out().println(json ? JsonReport.line(view.fields()) : view.line());
                count.incrementAndGet();
            });
            err().println(count.get() + (count.get() == 1 ? " dead letter" : " dead letters"));
            return ExitStatus.OK;
        }
    }

    /** {@code avit dead-letters show}. */
    @Command(name = "show", header = "Everything about one dead letter.", sortOptions = false)
    static final class Show extends AvitCommand {
        @Parameters(
                index = "0",
                paramLabel = "PARTITION@OFFSET",
                description = "As `list` prints it, for example 3@17.")
        private String position = "";

        @Option(names = "--save", paramLabel = "FILE", description = "Write the record's bytes there, untouched.")
        private @Nullable Path save;

        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        @Override
        protected ExitStatus execute() throws IOException {
            AtomicReference<@Nullable DeadLetter> found = new AtomicReference<>();
            readAll(cluster.load(), letter -> letter.position().equals(position), found::set);
            DeadLetter letter = found.get();
            if (letter == null) {
                throw CommandFailure.runtime("There is no dead letter at " + position
                        + "; `avit dead-letters list` prints the positions there are.");
            }
            out().print(letter.describe());
            byte[] bytes = letter.record().value();
            if (save != null && bytes != null) {
                Files.write(save, bytes);
                out().println("  saved     " + save);
            }
            return ExitStatus.OK;
        }
    }

    /** {@code avit dead-letters replay}. */
    @Command(
            name = "replay",
            header = "Send rejected frames once more, as they first came.",
            description = {
                "",
                "The dead letters themselves stay, so replaying twice sends twice. A frame that is rejected again "
                        + "becomes another dead letter."
            },
            sortOptions = false)
    static final class Replay extends AvitCommand {
        @Parameters(arity = "0..*", paramLabel = "PARTITION@OFFSET", description = "Which ones, as `list` prints them.")
        private List<String> positions = List.of();

        @Option(names = "--category", paramLabel = "NAME", description = "All of this kind.")
        private @Nullable String category;

        @Option(names = "--all", description = "All of them.")
        private boolean all;

        @Option(names = "--dry-run", description = "Say what would be sent, send nothing.")
        private boolean dryRun;

        @Mixin
        private final ClusterOptions cluster = new ClusterOptions();

        @Override
        protected ExitStatus execute() {
            if ((positions.isEmpty() ? 0 : 1) + (category == null ? 0 : 1) + (all ? 1 : 0) != 1) {
                throw CommandFailure.usage("Say which: positions, --category NAME, or --all; one of the three.");
            }
            AvitConfig config = cluster.load();
            String topic = config.topicCatalogue().frames().name();
            Set<String> wanted = new HashSet<>(positions);
            Predicate<DeadLetter> chosen =
                    letter -> all || (category == null ? wanted.remove(letter.position()) : letter.isOf(category));
            AtomicLong sent = new AtomicLong();
            AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
            try (Progress progress = progress();
                    KafkaProducer<byte[], byte[]> producer = producer(config)) {
                readAll(config, chosen, letter -> {
                    if (dryRun) {
                        out().println(RecordViews.ofDeadLetter(letter.record()).line());
                    } else {
                        producer.send(letter.asItFirstCame(topic), (metadata, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
                    }
                    progress.update("Replaying: " + sent.incrementAndGet());
                });
            }
            Exception thrown = failure.get();
            if (thrown != null) {
                throw CommandFailure.runtime(
                        "Not all dead letters could be sent: " + thrown.getMessage() + " Those sent stay sent.",
                        thrown);
            }
            out().printf(Locale.ROOT, "%d %s %s.%n", sent.get(), dryRun ? "would be sent to" : "sent to", topic);
            if (!wanted.isEmpty()) {
                err().println("avit: no dead letter at " + String.join(", ", wanted) + ".");
                return ExitStatus.INCOMPLETE_DATA;
            }
            return ExitStatus.OK;
        }

        private static KafkaProducer<byte[], byte[]> producer(AvitConfig config) {
            TopicCatalogue catalogue = config.topicCatalogue();
            Map<String, Object> properties = new HashMap<>(StreamsSettings.producer(config));
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            properties.put(
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    catalogue.deadLetters().minMessageBytes());
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        }
    }

    /** Goes through what the topic holds at this moment. */
    private static void readAll(AvitConfig config, Predicate<DeadLetter> wanted, Consumer<DeadLetter> action) {
        String topic = config.topicCatalogue().deadLetters().name();
        try (TopicTail tail =
                TopicTail.open(StreamsSettings.consumer(config), List.of(topic), TopicTail.Start.BEGINNING)) {
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.hasReached(ends)) {
                tail.poll(Duration.ofMillis(200)).forEach(record -> {
                    DeadLetter letter = new DeadLetter(record);
                    if (wanted.test(letter)) {
                        action.accept(letter);
                    }
                });
            }
        }
    }
}
