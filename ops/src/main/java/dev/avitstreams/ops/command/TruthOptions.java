package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.truth.TruthSource;
import dev.avitstreams.ops.evaluation.truth.TruthTable;
import dev.avitstreams.ops.evaluation.truth.TruthTopic;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the right answers come from. */
final class TruthOptions {

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "CSV of frame id and class. Default: the label that a frame carries.")
    private @Nullable Path file;

    @Option(
            names = "--truth-topic",
            paramLabel = "NAME",
            description = "Topic of classes by frame id, both as text, instead of --truth.")
    private @Nullable String topic;

    void check() {
        if (file != null && topic != null) {
            throw CommandFailure.usage("Truth can come from one place: give --truth or --truth-topic.");
        }
    }

    /** Whether a source was named. */
    boolean isGiven() {
        return file != null || topic != null;
    }

    Optional<String> topic() {
        return Optional.ofNullable(topic);
    }

    /** What the frames or a file say. */
    TruthSource ofFramesOrFile() throws IOException {
        return file == null ? TruthSource.ofFrame() : TruthTable.read(file);
    }

    /** The source as it will describe itself. */
    String inWords() throws IOException {
        return topic == null ? ofFramesOrFile().description() : TruthTopic.description(topic);
    }

    /** @param ends how far a topic is read, by partition; up to its present end where nothing is said */
    TruthSource open(AvitConfig config, Optional<Map<Integer, Long>> ends) throws IOException {
        return topic == null ? ofFramesOrFile() : TruthTopic.read(StreamsSettings.consumer(config), topic, ends);
    }
}
