package dev.avitstreams.ops.evaluation.report;

import static dev.avitstreams.ops.evaluation.report.Figures.orNull;
import static dev.avitstreams.ops.evaluation.report.Figures.range;

import dev.avitstreams.inference.evaluation.Cost;
import dev.avitstreams.inference.evaluation.PointTally;
import dev.avitstreams.inference.evaluation.Slice;
import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.ops.evaluation.contest.Contender;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics.ClassResult;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics.ReliabilityBin;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics.SliceResult;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics.Slices;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** Writes one contender's tally down. */
record ContenderMetricsOf(Contender contender, PointTally tally, Labels labels) {

    ContenderMetrics metrics() {
        Cost cost = tally.cost();
        long frames = tally.hits().frames();
        return new ContenderMetrics(
                contender.model(),
                contender.pointName(),
                contender.kind().name().toLowerCase(Locale.ROOT),
                frames,
                tally.failed(),
                orNull(tally.hits().top1()),
                range(tally.resamples().top1()),
                orNull(tally.hits().top5()),
                range(tally.resamples().top5()),
                orNull(tally.confusion().macroF1()),
                orNull(tally.calibration().expectedError()),
                orNull(tally.negativeLogLikelihood()),
                orNull(tally.ranking().auroc()),
                orNull(tally.ranking().aurc()),
                orNull(cost.gmacs()),
                orNull(cost.gmacsEarlyExit()),
                cost.macs(),
                Math.multiplyExact(frames, Macs.dense(contender.architecture())),
                orNull(cost.meanDepth()),
                orNull(cost.classDepth()),
                orNull(tally.agreement().share()),
                orNull(tally.agreement().depthAgainstEntropy()),
                Arrays.stream(cost.depthHistogram()).boxed().toList(),
                Arrays.stream(cost.activeTokens())
                        .mapToObj(tokens -> (double) tokens / frames)
                        .toList(),
                tally.calibration().bins().stream()
                        .map(bin -> new ReliabilityBin(
                                bin.low(), bin.high(), bin.frames(), orNull(bin.confidence()), orNull(bin.accuracy())))
                        .toList(),
                classes(),
                tally.confusion().entries(),
                slices());
    }

    private List<ClassResult> classes() {
        return tally.confusion().classes().stream()
                .map(score -> new ClassResult(
                        score.index(),
                        labels.get(score.index()).id(),
                        labels.get(score.index()).name(),
                        score.support(),
                        score.answered(),
                        orNull(score.precision()),
                        orNull(score.recall()),
                        orNull(score.f1())))
                .toList();
    }

    private Slices slices() {
        return new Slices(
                slices(tally.slices().cameras(), camera -> camera),
                slices(tally.slices().hours(), "%02d"::formatted),
                slices(tally.slices().classes(), index -> labels.get(index).id()),
                tally.slices().depthDeciles().stream().map(this::slice).toList());
    }

    private <K> Map<String, SliceResult> slices(SortedMap<K, Slice> slices, Function<K, String> title) {
        Map<String, SliceResult> results = new LinkedHashMap<>();
        slices.forEach((key, slice) -> results.put(title.apply(key), slice(slice)));
        return results;
    }

    private SliceResult slice(Slice slice) {
        return new SliceResult(
                slice.hits().frames(),
                slice.hits().labelled(),
                orNull(slice.hits().top1()),
                orNull(slice.hits().top5()),
                orNull(slice.gmacs()),
                orNull(slice.meanDepth()));
    }
}
