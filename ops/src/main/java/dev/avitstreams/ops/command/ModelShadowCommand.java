package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.rollout.InstanceModels;
import dev.avitstreams.ops.rollout.ShadowTally;
import dev.avitstreams.ops.savings.Moments;
import dev.avitstreams.schemas.ShadowComparison;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.UnreadableRecordException;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit model shadow}. */
@Command(
        name = "shadow",
        header = "Add up what a shadow model said beside the one that serves.",
        description = {"", "Reads the comparisons that were published; a frame that was compared twice counts once."},
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit model shadow --config avit.yaml",
            "  avit model shadow --from 1h --json shadow.json --config avit.yaml",
            "",
            "Exit code 3 if nothing was compared in that time."
        })
final class ModelShadowCommand extends AvitCommand {
    private static final Duration POLL = Duration.ofMillis(200);

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Pairs published from then on: a time, or how long ago. Default: 24h.")
    private String from = "24h";

    @Option(
            names = "--differences",
            paramLabel = "N",
            description = "Show the last N frames on which they disagree. Default: 10.")
    private int differences = 10;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the sums as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    /** What is written as JSON. */
    record Report(List<ShadowTally.Line> matches, List<ShadowTally.Difference> differences) {}

    @Override
    protected ExitStatus execute() {
        if (differences < 0) {
            throw CommandFailure.usage("--differences is " + differences + ", must be 0 or more.");
        }
        Instant start = start();
        AvitConfig config = cluster.load();
        ShadowTally tally = new ShadowTally(differences);
        boolean complete;
        try (StopSignal stop = StopSignal.ofProcess();
                AvroSerdes serdes = new AvroSerdes(config.registry().client())) {
            complete = read(config, serdes.of(ShadowComparison.class).deserializer(), start, tally, stop);
        }
        if (json != null) {
            JsonReport.write(json, new Report(tally.lines(), tally.differences()));
        }
        if (tally.lines().isEmpty()) {
            err().println("avit: no frame was compared since " + start
                    + ". 'avit model status' tells whether there is a shadow.");
            return ExitStatus.INCOMPLETE_DATA;
        }
        tally.lines().forEach(this::print);
        print(tally.differences());
        return complete ? ExitStatus.OK : ExitStatus.INCOMPLETE_DATA;
    }

    private Instant start() {
        try {
            return Moments.parse("--from", from, Instant.now());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage() + ".");
        }
    }

    private boolean read(
            AvitConfig config,
            Deserializer<ShadowComparison> pairs,
            Instant start,
            ShadowTally tally,
            StopSignal stop) {
        try (TopicTail tail = TopicTail.open(
                StreamsSettings.consumer(config),
                List.of(config.topics().shadowComparisons()),
                TopicTail.Start.BEGINNING)) {
            tail.seek(start);
            Map<TopicPartition, Long> ends = tail.ends();
            while (!tail.hasReached(ends)) {
                if (stop.isRequested()) {
                    return false;
                }
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                    add(record, pairs, tally);
                }
            }
            return true;
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Deserializer<ShadowComparison> pairs, ShadowTally tally) {
        try {
            if (record.value() != null) {
                tally.add(pairs.deserialize(record.topic(), record.value()));
            }
        } catch (UnreadableRecordException e) {
            err().println("left out the record at offset " + record.offset() + ": " + e.getMessage());
        }
    }

    private void print(ShadowTally.Line line) {
        out().printf(
                        Locale.ROOT,
                        "serving    %s%n"
                                + "candidate  %s%n"
                                + "  pairs                %d%n"
                                + "  same top class       %.2f %%%n"
                                + "  top probability      %+.3f on average%n"
                                + "  multiply-accumulates %.3f of the serving model's%n"
                                + "  mean depth           %.3f of all layers, the serving model's %.3f%n",
                        described(line.match().serving()),
                        described(line.match().candidate()),
                        line.pairs(),
                        100 * line.agreement(),
                        line.probabilityShift(),
                        line.macsRatio(),
                        line.candidateDepth(),
                        line.servingDepth());
    }

    private static String described(ShadowTally.Model model) {
        return Printable.of(model.name()) + " " + Printable.of(model.version()) + " ("
                + InstanceModels.shortened(model.digest()) + ") at " + Printable.of(model.operatingPoint());
    }

    private void print(List<ShadowTally.Difference> last) {
        if (!last.isEmpty()) {
            out().println("the last frames on which they disagree");
        }
        for (ShadowTally.Difference d : last) {
            out().printf(
                            Locale.ROOT,
                            "  %s %d@%d  %s, candidate %s (%.2f)%n",
                            Printable.of(d.cameraId()),
                            d.partition(),
                            d.offset(),
                            Printable.of(d.serving()),
                            Printable.of(d.candidate()),
                            d.probability());
        }
        out().flush();
    }
}
