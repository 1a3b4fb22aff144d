package dev.avitstreams.ops.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.evaluation.Resampling;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Printable;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.evaluation.Completeness;
import dev.avitstreams.ops.evaluation.Completeness.Tolerated;
import dev.avitstreams.ops.evaluation.Replay;
import dev.avitstreams.ops.evaluation.Stretch;
import dev.avitstreams.ops.evaluation.contest.Contest;
import dev.avitstreams.ops.evaluation.contest.LineUp;
import dev.avitstreams.ops.evaluation.contest.StateFile;
import dev.avitstreams.ops.evaluation.distributed.Agreement;
import dev.avitstreams.ops.evaluation.distributed.Ledger;
import dev.avitstreams.ops.evaluation.distributed.SharedRemoval;
import dev.avitstreams.ops.evaluation.frames.ImageSupply;
import dev.avitstreams.ops.evaluation.gate.GateResult;
import dev.avitstreams.ops.evaluation.gate.Gates;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import dev.avitstreams.ops.evaluation.report.Metrics.FrameCounts;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels;
import dev.avitstreams.ops.evaluation.skew.SkewTally.Counts;
import dev.avitstreams.ops.evaluation.truth.TruthSource;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit evaluate}. */
@Command(
        name = "evaluate",
        header = "What would this model have said, at what cost, and is it better than what runs?",
        description = {
            "",
            "Replays a stretch of the frames topic, or labelled images, through the decoder and the operator that "
                    + "serve. Reads committed records without a consumer group and commits nothing (with --distributed only "
                    + "on a topic of its own). Every frame is "
                    + "decoded once and shown to all contenders in turn. docs/evaluation.md explains the figures."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit evaluate --images val.tar --compare dense --html out.html",
            "  avit evaluate --from 2h --config avit.yaml --published    the last two hours, beside what was published",
            "  avit evaluate --from 2h --config avit.yaml --as-recorded  whether each label comes out again, bit by bit",
            "  avit evaluate --from 0:1200,1:1180 --to 0:2400,1:2400 --truth truth.csv --json report.json",
            "  avit evaluate --range-file report.json --against new-model --gates gates.yaml \\",
            "      --baseline report.json --junit gates.xml",
            "  avit evaluate --from 30d --config avit.yaml --distributed may --html out.html",
            "                                                        on each machine that is to share the work",
            "  avit evaluate --images val.tar --all-points --compare dense layers random attention \\",
            "      --teacher deit-tiny --workers 1                       to compare times",
            "",
            "Exit codes: 0 ok, 1 a gate failed, 2 usage, 3 data is missing or was refused, 4 runtime."
        })
final class EvaluateCommand extends AvitCommand {

    @Option(
            names = "--images",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Tars or folders of class/file.jpg; a class folder has a class's identifier as its name.")
    private List<Path> labelled = List.of();

    @Option(
            names = "--unlabelled",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Tars or folders of images without labels, for agreement and compute.")
    private List<Path> unlabelled = List.of();

    @Mixin
    private final StretchOptions stretch = new StretchOptions();

    @Mixin
    private final ContenderOptions contenders = new ContenderOptions();

    @Mixin
    private final TruthOptions truth = new TruthOptions();

    @Option(
            names = "--published",
            description = "Also compare with what production published of these frames, bit by bit.")
    private boolean published;

    @Option(
            names = "--as-recorded",
            description = "Instead of a point for all frames: each with the model and at the point its published label"
                    + " names, compared bit by bit. Models that ran besides: --against.")
    private boolean asRecorded;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many images, evenly spaced. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = {"--workers", "--parallel"},
            paramLabel = "N",
            description = "Batches computed at once, one thread each. Default: one a core.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Frames of a batch; on a CPU in f32 it changes times only. Default: 1.")
    private int batch = 1;

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            description = "The cheapest point is suggested that is at most so much less accurate. Default: 0.01.")
    private double tolerance = .01;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the repetitions that intervals are drawn from. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--tolerate",
            paramLabel = "WHAT",
            arity = "1..*",
            description =
                    "unmatched, rejected, unlabelled: frames without truth, that were not classified, without a label of"
                            + " --as-recorded are counted, but not complained about. cut: of a range of which"
                            + " records were removed, take what is left.")
    private Set<Tolerated> tolerated = Set.of();

    @Option(names = "--gates", paramLabel = "FILE", description = "YAML of what is demanded of the figures.")
    private @Nullable Path gates;

    @Option(names = "--baseline", paramLabel = "FILE", description = "Earlier report that relative gates compare with.")
    private @Nullable Path baseline;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Keep what was counted there, and go on from it if it is there already.")
    private @Nullable Path state;

    @Mixin
    private final DistributedOptions distributed = new DistributedOptions();

    @Option(names = "--predictions", paramLabel = "FILE", description = "Write every answer as a line of CSV.")
    private @Nullable Path predictions;

    @Mixin
    private final ReportOptions files = new ReportOptions();

    @Override
    protected ExitStatus execute() throws IOException, InferenceException, InterruptedException {
        if (distributed.isRemoval()) {
            List<String> removed = SharedRemoval.remove(distributed.topics(stretch.config()));
            out().println(removed.isEmpty() ? "There was nothing to remove." : "Removed " + String.join(", ", removed));
            return ExitStatus.OK;
        }
        checkOptions();
        Optional<Gates> demanded = Optional.ofNullable(gates).map(Gates::read);
        if (demanded.isPresent() && demanded.get().needBaseline() && baseline == null) {
            throw CommandFailure.usage("Some gates in " + gates + " compare with an earlier report: give --baseline.");
        }
        Optional<JsonNode> earlier = Optional.ofNullable(baseline).map(Gates::baseline);
        try (StopSignal stop = StopSignal.ofProcess()) {
            Replay.Result result =
                    distributed.isGiven() ? replayTogether(stop) : isOfTopic() ? replayTopic(stop) : lookAtImages(stop);
            return conclude(result, demanded, earlier);
        }
    }

    private boolean isOfTopic() {
        return stretch.isGiven() || distributed.isGiven();
    }

    private boolean isBesidePublished() {
        return published || asRecorded;
    }

    private void checkOptions() {
        boolean isOfImages = !labelled.isEmpty() || !unlabelled.isEmpty();
        distributed.requireTopic(isOfImages);
        distributed.requireAlone(
                state != null || predictions != null || stretch.rate().isLimited());
        if (!isOfImages && !isOfTopic()) {
            throw CommandFailure.usage("There is nothing to evaluate on: give --from and --to of a topic, or --images"
                    + " PATH, or --unlabelled PATH.");
        }
        if (isOfImages && stretch.isGiven()) {
            throw CommandFailure.usage("Either images or a topic can be evaluated on: give --images and --unlabelled,"
                    + " or --from, --to, --range-file and --topic.");
        }
        if (isOfImages && (published || truth.topic().isPresent())) {
            throw CommandFailure.usage("--published and --truth-topic go with a topic, not with images.");
        }
        if (isOfTopic() && limit != Integer.MAX_VALUE) {
            throw CommandFailure.usage("--limit goes with images; of a topic choose less with --from and --to.");
        }
        if (asRecorded) {
            if (!isOfTopic()) {
                throw CommandFailure.usage(
                        "--as-recorded goes with a topic, whose frames have labels, not with images.");
            }
            contenders.requireAsRecorded();
        }
        truth.check();
        if (limit < 1 || workers < 1 || batch < 1) {
            throw CommandFailure.usage("--limit is " + limit + ", --workers " + workers + " and --batch " + batch
                    + "; all must be 1 or more.");
        }
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw CommandFailure.usage("--tolerance is " + tolerance + ", must be 0 to 1.");
        }
    }

    private Contest.Settings settings() {
        return new Contest.Settings(workers, batch, stretch.rate(), new Resampling(seed));
    }

    private Replay.Options options(Optional<AvitConfig> config) {
        return new Replay.Options(
                settings(),
                stretch.rateText(),
                contenders.precision(config.map(ContenderOptions.Served::of)),
                tolerance,
                stretch.asked(),
                Optional.ofNullable(state),
                Optional.ofNullable(predictions));
    }

    private Replay.Result lookAtImages(StopSignal stop) throws IOException, InterruptedException {
        TruthSource source = truth.ofFramesOrFile();
        try (LineUp lineUp = contenders.open(Optional.empty(), true, workers);
                ImageSet images =
                        ImageSet.open(labelled, unlabelled, lineUp.model().labels())) {
            List<String> what = new ArrayList<>();
            labelled.forEach(path -> what.add(path.toString()));
            unlabelled.forEach(path -> what.add(path + ", unlabelled"));
            if (limit != Integer.MAX_VALUE) {
                what.add("at most " + limit + ", evenly spaced");
            }
            what.add(ImageSupply.inWords(images));
            return new Replay(
                            lineUp,
                            source,
                            Optional.empty(),
                            DecodeLimits.DEFAULT,
                            DecodeMode.EXACT,
                            options(Optional.empty()))
                    .ofImages(
                            after -> new ImageSupply(images, lineUp.model().labels(), limit, after),
                            what,
                            progress(),
                            stop);
        }
    }

    private Replay.Result replayTopic(StopSignal stop) throws IOException, InterruptedException {
        try (Stretch frames =
                open(Optional.ofNullable(state).flatMap(file -> StateFile.rangeIn(file, stretch.asked())))) {
            TruthSource source = truth.open(frames.config(), Optional.empty());
            try (LineUp lineUp = contenders.openServed(frames.config(), asRecorded, workers)) {
                Optional<PublishedLabels> labels =
                        isBesidePublished() ? Optional.of(frames.published(Optional.empty())) : Optional.empty();
                return replay(lineUp, source, labels, frames.config()).of(frames, progress(), stop);
            }
        }
    }

    private Replay.Result replayTogether(StopSignal stop) throws IOException, InterruptedException {
        AvitConfig config = stretch.config();
        Optional<String> labelsTopic =
                isBesidePublished() ? Optional.of(config.topics().labels()) : Optional.empty();
        try (LineUp lineUp = contenders.openServed(config, asRecorded, workers);
                Ledger ledger = Ledger.open(distributed.topics(config))) {
            String terms = Replay.terms(
                            lineUp,
                            config.frames().decode(),
                            truth.inWords(),
                            isBesidePublished(),
                            options(Optional.of(config)))
                    + distributed.terms(config, lineUp.device());
            Agreement agreement =
                    ledger.agree(() -> Agreement.on(stretch.asked(), range(), terms, ends(config, labelsTopic)));
            agreement.require(stretch.asked(), terms);
            err().println("avit: together with others, as agreed: " + agreement.range());
            boolean toleratesCut = tolerated.contains(Tolerated.CUT);
            try (Stretch frames = Stretch.again(config, agreement.range(), toleratesCut)) {
                TruthSource source = truth.open(config, truth.topic().flatMap(agreement::ends));
                Optional<PublishedLabels> labels = labelsTopic.map(topic -> frames.published(agreement.ends(topic)));
                return replay(lineUp, source, labels, config).together(frames, ledger, agreement, progress(), stop);
            }
        }
    }

    /** @param begun range of an evaluation that is to go on */
    private Stretch open(Optional<OffsetRange> begun) {
        Stretch frames = stretch.open(begun, tolerated.contains(Tolerated.CUT));
        frames.remarks().forEach(remark -> err().println("avit: " + remark));
        return frames;
    }

    /** As the topic is now. */
    private OffsetRange range() {
        try (Stretch frames = open(Optional.empty())) {
            return frames.range();
        }
    }

    /** Present ends of the topics that are read beside the frames. */
    private Map<String, Map<Integer, Long>> ends(AvitConfig config, Optional<String> labelsTopic) {
        Map<String, Map<Integer, Long>> ends = new TreeMap<>();
        Stream.concat(labelsTopic.stream(), truth.topic().stream())
                .forEach(topic -> ends.put(topic, TopicTail.ends(StreamsSettings.consumer(config), topic)));
        return ends;
    }

    private Replay replay(LineUp lineUp, TruthSource source, Optional<PublishedLabels> labels, AvitConfig config) {
        return new Replay(
                lineUp,
                source,
                labels,
                config.frames().decodeLimits(),
                config.frames().decode(),
                options(Optional.of(config)));
    }

    private ExitStatus conclude(Replay.Result result, Optional<Gates> demanded, Optional<JsonNode> earlier) {
        if (!result.isFinished()) {
            String kept = distributed.isGiven() ? "; the others go on, and the same command joins them again." : ".";
            err().println("avit: stopped after " + result.report().frames() + " frames"
                    + (state == null ? kept : "; the same command goes on from there (" + state + ")."));
            return ExitStatus.INCOMPLETE_DATA;
        }
        boolean demandsTruth = truth.isGiven();
        FrameCounts frames = result.report().metrics().frames();
        List<String> missing = Completeness.shortcomings(
                frames, demandsTruth, accepted(demandsTruth && frames.labelled() + frames.foreign() == 0));
        List<GateResult> judged =
                demanded.map(set -> set.judge(result.report(), earlier)).orElse(List.of());
        EvaluationReport report = result.report().with(judged);
        Counts skew = report.metrics().skew();
        if (asRecorded && skew != null) {
            missing.addAll(skew.gaps(tolerated.contains(Tolerated.UNLABELLED)));
            missing.addAll(Completeness.failures(frames));
        }
        new EvaluationTable(out()).print(report);
        files.write(report, result, missing);
        if (state != null) {
            StateFile.remove(state); // only now: a report that could not be written would cost the whole evaluation
        }
        if (distributed.isGiven()) {
            err().println("avit: the evaluation is complete; " + distributed.farewell());
        }
        missing.forEach(sentence -> err().println("avit: " + Printable.of(sentence)));
        if (asRecorded && skew != null && skew.differs()) {
            return ExitStatus.GATE_FAILED;
        }
        if (!missing.isEmpty()) {
            return ExitStatus.INCOMPLETE_DATA;
        }
        return judged.stream().allMatch(GateResult::passed) ? ExitStatus.OK : ExitStatus.GATE_FAILED;
    }

    /** Images given as unlabelled are meant to be; but not all of them where truth was named. */
    private Set<Tolerated> accepted(boolean isTruthInVain) {
        if (asRecorded) {
            // What was refused then and is refused again is the same; what is refused only now differs.
            boolean isTruthAsked = truth.isGiven() && !tolerated.contains(Tolerated.UNMATCHED);
            return isTruthAsked ? Set.of(Tolerated.REJECTED) : Set.of(Tolerated.REJECTED, Tolerated.UNMATCHED);
        }
        if (isOfTopic() || unlabelled.isEmpty() || isTruthInVain) {
            return tolerated;
        }
        return tolerated.contains(Tolerated.REJECTED)
                ? Set.of(Tolerated.REJECTED, Tolerated.UNMATCHED)
                : Set.of(Tolerated.UNMATCHED);
    }
}
