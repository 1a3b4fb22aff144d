package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.Stretch;
import dev.avitstreams.ops.evaluation.contest.Rate;
import dev.avitstreams.ops.evaluation.range.Bound;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.range.RangeFile;
import dev.avitstreams.topology.config.AvitConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which stretch of which topic is replayed. */
final class StretchOptions {

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "First record: a time (2026-05-01T08:00:00Z), a duration ago (90m, PT2H), epoch milliseconds,"
                    + " offsets (0:1200,1:1180), or beginning, which is the default.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "WHEN",
            description = "First record that is not in any more, in the same forms, or now; default: the present end.")
    private @Nullable String to;

    @Option(
            names = "--range-file",
            paramLabel = "FILE",
            description = "The very records of an earlier report, instead of --from and --to.")
    private @Nullable Path rangeFile;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Topic of frames. Default: the configuration's, camera-frames.")
    private @Nullable String topic;

    @Option(
            names = "--rate",
            paramLabel = "max|Nx",
            description = "How fast frames are replayed: as fast as possible, or N times the pace they were recorded"
                    + " at. Default: max.")
    private String rate = "max";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    boolean isGiven() {
        return from != null || to != null || rangeFile != null || topic != null;
    }

    /** Which records are asked for, in the words of the options. */
    String asked() {
        return "from " + (from == null ? "the beginning" : from) + " to " + (to == null ? "the end" : to)
                + (topic == null ? "" : " of topic " + topic)
                + (rangeFile == null ? "" : ", as in " + RangeFile.read(rangeFile));
    }

    String rateText() {
        return rate;
    }

    Rate rate() {
        try {
            return Rate.parse(rate);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("Cannot replay: " + e.getMessage() + ".");
        }
    }

    /** The cluster's configuration, with the command line's addresses. */
    AvitConfig config() {
        return cluster.load();
    }

    /**
     * @param begun range of an evaluation that is to go on
     * @param toleratesCut whether a stretch of which records were removed is taken as far as it is there
     */
    Stretch open(Optional<OffsetRange> begun, boolean toleratesCut) {
        AvitConfig config = cluster.load();
        if (begun.isPresent()) {
            String configured = config.topics().frames();
            if (topic == null
                    && rangeFile == null
                    && !configured.equals(begun.get().topic())) {
                throw CommandFailure.usage(
                        "The state is of topic '" + begun.get().topic() + "', the configuration's is '" + configured
                                + "'; give the same, or another --state.");
            }
            return Stretch.again(config, begun.get(), false);
        }
        if (rangeFile != null) {
            if (from != null || to != null) {
                throw CommandFailure.usage("--range-file says which records are read; leave out --from and --to.");
            }
            OffsetRange range = RangeFile.read(rangeFile);
            if (topic != null && !topic.equals(range.topic())) {
                throw CommandFailure.usage("The range in " + rangeFile + " is of topic '" + range.topic()
                        + "', --topic says '" + topic + "'; leave --topic out.");
            }
            return Stretch.again(config, range, toleratesCut);
        }
        Instant now = Instant.now();
        String name = topic == null ? config.topics().frames() : topic;
        return Stretch.between(config, name, bound("--from", from, now), bound("--to", to, now), toleratesCut);
    }

    private static Bound bound(String option, @Nullable String text, Instant now) {
        boolean isContrary = option.equals("--from") ? "end".equals(text) : "beginning".equals(text);
        if (isContrary) {
            throw CommandFailure.usage(option + " is '" + text + "', which leaves nothing to read.");
        }
        try {
            return text == null ? new Bound.Edge() : Bound.parse(text, now);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(option + ": " + e.getMessage() + ".");
        }
    }
}
