package dev.avitstreams.ops.evaluation;

import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.DecodeMode;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.console.InWords;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.evaluation.contest.Contender;
import dev.avitstreams.ops.evaluation.contest.Contest;
import dev.avitstreams.ops.evaluation.contest.Gallery;
import dev.avitstreams.ops.evaluation.contest.LineUp;
import dev.avitstreams.ops.evaluation.contest.Predictions;
import dev.avitstreams.ops.evaluation.contest.Standing;
import dev.avitstreams.ops.evaluation.contest.StateFile;
import dev.avitstreams.ops.evaluation.contest.StateFile.Kept;
import dev.avitstreams.ops.evaluation.distributed.Agreement;
import dev.avitstreams.ops.evaluation.distributed.DistributedRun;
import dev.avitstreams.ops.evaluation.distributed.Ledger;
import dev.avitstreams.ops.evaluation.frames.FrameSupply;
import dev.avitstreams.ops.evaluation.range.OffsetRange;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import dev.avitstreams.ops.evaluation.report.Origin;
import dev.avitstreams.ops.evaluation.report.Provenance;
import dev.avitstreams.ops.evaluation.report.ReportWriter;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels;
import dev.avitstreams.ops.evaluation.truth.TruthSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One evaluation from the first frame to the report: goes on where an earlier one stopped, and says how far it is.
 *
 * @param decode how exactly images are decoded: as the service would
 * @param published what production said of the frames, to compare with
 */
public record Replay(
        LineUp lineUp,
        TruthSource truth,
        Optional<PublishedLabels> published,
        DecodeLimits limits,
        DecodeMode decode,
        Options options) {

    /**
     * @param rate in words
     * @param tolerance of the suggested point, share of frames
     * @param asked which records were asked for, as it was said
     * @param state where to keep what was counted, and to go on from
     * @param predictions where to write every answer
     */
    public record Options(
            Contest.Settings settings,
            String rate,
            OperatorPrecision precision,
            double tolerance,
            String asked,
            Optional<Path> state,
            Optional<Path> predictions) {}

    /**
     * @param isFinished false if stopping was wished before the end
     */
    public record Result(EvaluationReport report, Gallery gallery, Labels labels, boolean isFinished) {}

    /** Opens a supply that goes on after so many images. */
    @FunctionalInterface
    public interface ImageSupplier {
        FrameSupply after(long images) throws IOException;
    }

    private interface Supplier {
        FrameSupply after(Map<Integer, Long> positions) throws IOException;
    }

    /** @param description of the images in words, which an unfinished evaluation must share to go on */
    public Result ofImages(ImageSupplier images, List<String> description, Progress progress, StopSignal stop)
            throws IOException, InterruptedException {
        Supplier supplier = after -> images.after(after.getOrDefault(0, 0L));
        return run(supplier, Optional.empty(), description, progress, stop);
    }

    /** Of a stretch of a topic. */
    public Result of(Stretch stretch, Progress progress, StopSignal stop) throws IOException, InterruptedException {
        Supplier supplier = after -> stretch.supply(after, stop::isRequested);
        return run(supplier, Optional.of(stretch.range()), List.of(), progress, stop);
    }

    private Result run(
            Supplier supplier, Optional<OffsetRange> range, List<String> images, Progress progress, StopSignal stop)
            throws IOException, InterruptedException {
        Instant started = Instant.now();
        Optional<StateFile> state =
                options.state().map(file -> new StateFile(file, plan(range, images), options.asked(), range));
        Optional<Kept> kept = state.flatMap(StateFile::read);
        Standing standing = kept.map(Kept::standing)
                .orElseGet(() -> new Standing(lineUp.contenders().size()));
        boolean finished;
        try (FrameSupply supply = supplier.after(kept.map(Kept::positions).orElseGet(TreeMap::new));
                progress) {
            long before = supply.passed();
            Optional<Predictions> predictions = options.predictions()
                    .map(file -> new Predictions(
                            file, kept.map(Kept::predictionBytes).orElse(0L)));
            try {
                finished = new Contest(lineUp, limits, decode, truth, published, options.settings())
                        .run(
                                supply,
                                standing,
                                predictions,
                                state,
                                passed -> progress.update(status(supply.total(), passed, before, progress.elapsed())),
                                stop);
            } finally {
                predictions.ifPresent(Predictions::close);
            }
        }
        return result(standing, provenance(started, range, images, 1), finished);
    }

    /** Of a stretch of a topic, together with other instances of the program: each gets the whole result. */
    public Result together(Stretch stretch, Ledger ledger, Agreement agreement, Progress progress, StopSignal stop) {
        Instant started = Instant.now();
        Contest contest = new Contest(lineUp, limits, decode, truth, published, options.settings());
        DistributedRun run = new DistributedRun(
                ledger,
                agreement,
                lineUp.contenders().size(),
                (part, into, abandon) -> contest.run(
                        stretch.supply(part, abandon::isRequested),
                        into,
                        Optional.empty(),
                        Optional.empty(),
                        passed -> {},
                        abandon));
        try (progress) {
            DistributedRun.Outcome outcome = run.run(
                    (before, passed, instances) ->
                            progress.update(status(stretch.range().offsets(), passed, before, progress.elapsed()) + ", "
                                    + instances + (instances == 1 ? " instance" : " instances")),
                    stop);
            return result(
                    outcome.standing(),
                    provenance(started, Optional.of(stretch.range()), List.of(), outcome.instances()),
                    outcome.isFinished());
        }
    }

    private Result result(Standing standing, Provenance provenance, boolean isFinished) {
        Labels labels = lineUp.model().labels();
        ReportWriter writer = new ReportWriter(
                lineUp.contenders(),
                standing,
                labels,
                published,
                options.tolerance(),
                options.settings().parallel());
        return new Result(writer.report(provenance), standing.gallery(), labels, isFinished);
    }

    private static String status(long total, long passed, long before, Duration elapsed) {
        if (passed == before) {
            return "evaluating, " + passed + " of " + total;
        }
        return String.format(
                Locale.ROOT,
                "evaluating, %d of %d, %.1f/s, %s left",
                passed,
                total,
                (passed - before) * 1e9 / Math.max(1, elapsed.toNanos()),
                InWords.left(elapsed, passed - before, total - before));
    }

    /** What may not change between a stop and going on. */
    private String plan(Optional<OffsetRange> range, List<String> images) {
        return terms(lineUp, decode, truth.description(), published.isPresent(), options) + ", on "
                + range.map(OffsetRange::toString).orElse("images ")
                + images
                + options.predictions().map(file -> ", predictions to " + file).orElse("");
    }

    /**
     * Who is judged and how, in words: evaluations of which this differs cannot be added up.
     *
     * @param truth description of its source
     * @param isBesidePublished whether what production published is compared too
     */
    public static String terms(
            LineUp lineUp, DecodeMode decode, String truth, boolean isBesidePublished, Options options) {
        List<String> contenders = lineUp.contenders().stream()
                .map(contender -> contender.title() + " " + contender.point() + " "
                        + contender.identity().weightsSha256().substring(0, 12))
                .toList();
        List<String> recorded = lineUp.recorded().stream()
                .map(model -> model.identity().weightsSha256().substring(0, 12))
                .toList();
        return contenders + (recorded.isEmpty() ? "" : " of " + recorded) + " in " + options.precision() + ", decoded "
                + text(decode) + ", truth of " + truth
                + ", seed " + options.settings().resampling().seed()
                + (isBesidePublished ? ", beside what was published" : "")
                + ", by version " + Origin.build();
    }

    private static String text(DecodeMode decode) {
        return decode.name().toLowerCase(Locale.ROOT);
    }

    private Provenance provenance(Instant started, Optional<OffsetRange> range, List<String> images, int instances) {
        return new Provenance(
                started.toString(),
                Instant.now().toString(),
                Origin.build(),
                Origin.commit().orElse(null),
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                lineUp.device(),
                options.precision().name().toLowerCase(Locale.ROOT),
                text(decode),
                weights(),
                range.orElse(null),
                images,
                truth.description(),
                options.settings().batch(),
                options.settings().parallel(),
                instances,
                options.rate(),
                options.settings().resampling().seed());
    }

    private List<Provenance.Weights> weights() {
        if (!lineUp.recorded().isEmpty()) {
            return lineUp.recorded().stream().map(Replay::weights).toList();
        }
        Map<String, List<Contender>> byModel = new LinkedHashMap<>();
        for (Contender contender : lineUp.contenders()) {
            byModel.computeIfAbsent(contender.model(), model -> new ArrayList<>())
                    .add(contender);
        }
        List<Provenance.Weights> weights = new ArrayList<>();
        byModel.forEach((model, own) -> weights.add(new Provenance.Weights(
                model,
                own.get(0).identity().version(),
                own.get(0).identity().weightsSha256(),
                own.stream()
                        .filter(Contender::isServed)
                        .map(contender -> point(contender.point()))
                        .toList())));
        return weights;
    }

    private static Provenance.Weights weights(ModelFolder model) {
        return new Provenance.Weights(
                model.manifest().name(),
                model.identity().version(),
                model.identity().weightsSha256(),
                model.manifest().operatingPoints().stream().map(Replay::point).toList());
    }

    private static Provenance.Point point(OperatingPoint point) {
        return new Provenance.Point(
                point.name(),
                point.threshold(),
                point.gateShift(),
                point.imageSide().orElse(null));
    }
}
