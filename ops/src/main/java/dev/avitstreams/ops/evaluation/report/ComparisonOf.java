package dev.avitstreams.ops.evaluation.report;

import static dev.avitstreams.ops.evaluation.report.Figures.orNull;
import static dev.avitstreams.ops.evaluation.report.Figures.range;

import dev.avitstreams.inference.evaluation.Hits;
import dev.avitstreams.inference.evaluation.PairTally;
import dev.avitstreams.inference.evaluation.PointTally;
import dev.avitstreams.inference.evaluation.Slice;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.ops.evaluation.contest.Contender;
import dev.avitstreams.ops.evaluation.report.Comparison.ClassDifference;
import dev.avitstreams.ops.evaluation.report.Comparison.Contestant;
import dev.avitstreams.ops.evaluation.report.Comparison.DepthStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes down how another contender did beside the base. */
record ComparisonOf(Contender base, PointTally baseTally, Labels labels) {
    /** Depth differences are shown in steps of half a layer. */
    private static final double STEP = .5;

    Comparison comparison(Contender other, PointTally tally, PairTally pair) {
        boolean isLabelled = baseTally.hits().labelled() > 0;
        boolean sameTokens = other.tokens() == base.tokens();
        return new Comparison(
                new Contestant(base.model(), base.pointName()),
                new Contestant(other.model(), other.pointName()),
                pair.frames(),
                pair.disagreements(),
                pair.bothRight(),
                pair.onlyBaseRight(),
                pair.onlyOtherRight(),
                pair.bothWrong(),
                isLabelled ? (Double) pair.mcNemar() : null,
                orNull(tally.hits().top1() - baseTally.hits().top1()),
                range(baseTally.resamples().top1Difference(tally.resamples())),
                orNull(tally.cost().gmacs() - baseTally.cost().gmacs()),
                sameTokens ? orNull(tally.cost().meanDepth() - baseTally.cost().meanDepth()) : null,
                sameTokens ? depths(pair.depthDifferences()) : List.of(),
                classes(tally));
    }

    private List<DepthStep> depths(SortedMap<Integer, Long> differences) {
        SortedMap<Long, Long> steps = new TreeMap<>();
        differences.forEach(
                (sum, frames) -> steps.merge(Math.round((double) sum / base.tokens() / STEP), frames, Long::sum));
        List<DepthStep> list = new ArrayList<>();
        steps.forEach((step, frames) -> list.add(new DepthStep(step * STEP, frames)));
        return list;
    }

    private List<ClassDifference> classes(PointTally tally) {
        SortedMap<Integer, Slice> own = baseTally.slices().classes();
        SortedMap<Integer, Slice> others = tally.slices().classes();
        TreeSet<Integer> all = new TreeSet<>(own.keySet());
        all.addAll(others.keySet());
        return all.stream()
                .map(index -> {
                    double mine = top1(own, index);
                    double theirs = top1(others, index);
                    return new ClassDifference(
                            index,
                            labels.get(index).id(),
                            labels.get(index).name(),
                            own.getOrDefault(index, NOTHING).hits().labelled(),
                            orNull(mine),
                            orNull(theirs),
                            orNull(theirs - mine));
                })
                .toList();
    }

    private static final Slice NOTHING = new Slice();

    private static double top1(Map<Integer, Slice> slices, int index) {
        Hits hits = slices.getOrDefault(index, NOTHING).hits();
        return hits.top1();
    }
}
