package dev.avitstreams.ops.evaluation.report;

import static dev.avitstreams.ops.evaluation.report.Figures.orNull;
import static dev.avitstreams.ops.evaluation.report.Figures.range;

import dev.avitstreams.inference.evaluation.Curve;
import dev.avitstreams.inference.evaluation.PointTally;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.ops.evaluation.contest.Contender;
import dev.avitstreams.ops.evaluation.contest.Contender.Kind;
import dev.avitstreams.ops.evaluation.contest.Exhibit;
import dev.avitstreams.ops.evaluation.contest.Standing;
import dev.avitstreams.ops.evaluation.report.Metrics.CurvePoint;
import dev.avitstreams.ops.evaluation.report.Metrics.FrameCounts;
import dev.avitstreams.ops.evaluation.report.Metrics.TradeOff;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes the report of a standing.
 *
 * @param tolerance of the suggestion, share of frames
 * @param parallel workers, whose time is shared out
 */
public record ReportWriter(
        List<Contender> contenders,
        Standing standing,
        Labels labels,
        Optional<PublishedLabels> published,
        double tolerance,
        int parallel) {

    public EvaluationReport report(Provenance provenance) {
        return new EvaluationReport(
                EvaluationReport.FORMAT,
                standing.read(),
                models(),
                metrics(),
                highlights(),
                List.of(),
                measured(),
                provenance);
    }

    private PointTally tally(int index) {
        return standing.points().get(index);
    }

    /** Contenders that were asked for. */
    private IntStream shown() {
        return IntStream.range(0, contenders.size())
                .filter(index -> contenders.get(index).kind() != Kind.REFERENCE);
    }

    private List<ModelResult> models() {
        List<ModelResult> models = new ArrayList<>();
        double wanted = tally(0).cost().gmacs();
        List<String> names = shown().mapToObj(index -> contenders.get(index).model())
                .distinct()
                .toList();
        for (String name : names) {
            List<Integer> own = shown().filter(
                            index -> contenders.get(index).model().equals(name))
                    .boxed()
                    .toList();
            List<ModelResult.Point> curve = own.stream().map(this::point).toList();
            boolean isPeer = contenders.get(own.get(0)).kind() == Kind.PRUNED;
            // A peer is judged where it costs as much as the model, a model at the point it was asked for at.
            int judged = isPeer
                    ? IntStream.range(0, own.size())
                            .boxed()
                            .min(Comparator.comparingDouble(place ->
                                    Math.abs(tally(own.get(place)).cost().gmacs() - wanted)))
                            .orElse(0)
                    : 0;
            models.add(curve.get(judged).as(name, curve));
        }
        return models;
    }

    private ModelResult.Point point(int index) {
        PointTally tally = tally(index);
        return new ModelResult.Point(
                contenders.get(index).pointName(),
                orNull(tally.hits().top1()),
                orNull(tally.hits().top5()),
                orNull(tally.cost().gmacs()),
                orNull(tally.cost().gmacsEarlyExit()),
                orNull(tally.cost().meanDepth()),
                orNull(standing.times().get(index).quantileMillis(.5)),
                orNull(tally.agreement().share()),
                orNull(tally.agreement().depthAgainstEntropy()));
    }

    private Metrics metrics() {
        ComparisonOf comparisons = new ComparisonOf(contenders.get(0), tally(0), labels);
        return new Metrics(
                new FrameCounts(
                        standing.read(),
                        standing.truths().matched(),
                        standing.truths().unmatched(),
                        standing.truths().foreign(),
                        standing.truths().foreignClasses(),
                        standing.rejected(),
                        standing.reasons(),
                        standing.imagesDigest()),
                shown().mapToObj(index -> new ContenderMetricsOf(contenders.get(index), tally(index), labels).metrics())
                        .toList(),
                tradeOff(),
                shown().filter(index -> index > 0)
                        .mapToObj(index -> comparisons.comparison(
                                contenders.get(index),
                                tally(index),
                                standing.pairs().get(index)))
                        .toList(),
                published.map(labels -> standing.skew().counts(labels)).orElse(null));
    }

    private TradeOff tradeOff() {
        List<CurvePoint> points = shown().filter(index -> {
                    Kind kind = contenders.get(index).kind();
                    return kind == Kind.OWN || kind == Kind.DENSE;
                })
                .filter(index -> tally(index).hits().labelled() > 0)
                .mapToObj(index -> new CurvePoint(
                        contenders.get(index).pointName(),
                        contenders.get(index).kind() == Kind.DENSE,
                        tally(index).cost().gmacs(),
                        tally(index).hits().top1(),
                        range(tally(index).resamples().top1())))
                .sorted(Comparator.comparingDouble(CurvePoint::gmacs))
                .toList();
        Curve curve = new Curve(points.stream()
                .map(point -> new Curve.Point(point.point(), point.gmacs(), point.top1()))
                .toList());
        return new TradeOff(
                points,
                curve.knee().map(Curve.Point::name).orElse(null),
                curve.cheapestWithin(tolerance).map(Curve.Point::name).orElse(null),
                tolerance,
                curve.area().isPresent() ? curve.area().getAsDouble() : null);
    }

    private Highlights highlights() {
        return new Highlights(
                frames(standing.gallery().mistakes()),
                frames(standing.gallery().deepest()),
                frames(standing.gallery().shallowest()));
    }

    private List<Highlights.Frame> frames(List<Exhibit> exhibits) {
        return exhibits.stream()
                .map(exhibit -> new Highlights.Frame(
                        exhibit.frameId(),
                        exhibit.camera(),
                        exhibit.image(),
                        exhibit.truth() < 0 ? "" : labels.get(exhibit.truth()).id(),
                        labels.get(exhibit.answer()).id(),
                        exhibit.confidence(),
                        exhibit.meanDepth()))
                .toList();
    }

    private Measured measured() {
        double wall = standing.wallNanos() / 1e9;
        double available = standing.wallNanos() * (double) parallel;
        double operator =
                standing.times().stream().mapToDouble(time -> time.nanos()).sum() / available;
        double decode = standing.decodeNanos() / available;
        return new Measured(
                wall,
                orNull(standing.read() / wall),
                orNull(operator),
                orNull(decode),
                orNull(Math.max(0, 1 - operator - decode)),
                shown().mapToObj(index -> new Measured.Times(
                                contenders.get(index).model(),
                                contenders.get(index).pointName(),
                                orNull(standing.times().get(index).quantileMillis(.5)),
                                orNull(standing.times().get(index).quantileMillis(.95))))
                        .toList());
    }
}
