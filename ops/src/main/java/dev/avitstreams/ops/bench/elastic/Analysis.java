package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.bench.elastic.FrameLog.Label;
import dev.avitstreams.ops.bench.elastic.FrameLog.Logged;
import dev.avitstreams.ops.bench.elastic.LiveReport.Part;
import dev.avitstreams.ops.bench.elastic.LiveReport.PointUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Adds up the frames of a run.
 *
 * @param frames in the order in which they reached the topic
 * @param mostLateMillis of each segment, how long after it was due the latest frame was sent
 * @param skips frames that the service itself counts as skipped
 */
record Analysis(LivePlan plan, double reactionSeconds, List<Logged> frames, List<Double> mostLateMillis, long skips) {
    /** Of a segment; of a load that is further behind it cannot be said when it was how high. */
    private static final double LATE = 0.05;

    Part all() {
        return part(OptionalDouble.empty(), frames, skips, mostLateMillis);
    }

    /** Of frames that were not lost, those without a label were skipped. */
    List<Part> segments() {
        return IntStream.range(0, plan.factors().size())
                .mapToObj(step -> {
                    List<Logged> own = frames.stream()
                            .filter(frame -> frame.step() == step)
                            .toList();
                    return part(
                            OptionalDouble.of(plan.factors().get(step)),
                            own,
                            own.size() - labels(own).size(),
                            List.of(mostLateMillis.get(step)));
                })
                .toList();
    }

    /** Frames that have no label and that the service does not count as skipped. */
    long missing() {
        return Math.max(0, frames.size() - labels(frames).size() - skips);
    }

    private Part part(OptionalDouble factor, List<Logged> some, long skipped, List<Double> lateMillis) {
        Map<Integer, Double> begins = begins();
        List<Label> labels = labels(some);
        double[] millis = values(labels, Label::millis);
        double[] settled = values(
                labels(some.stream().filter(frame -> isSettled(frame, begins)).toList()), Label::millis);
        double inTime = Quantile.shareWithin(plan.objective().toMillis(), millis) * labels.size();
        return new Part(
                factor,
                some.size(),
                labels.size(),
                (int) skipped,
                inTime / Math.max(1, some.size()),
                Quantile.of(0.5, millis),
                Quantile.of(0.95, millis),
                Quantile.of(0.99, millis),
                Quantile.of(0.95, settled),
                top1(labels),
                mean(
                        labels,
                        label -> place(label.point()).map(plan.ladder()::top1).orElse(Double.NaN)),
                mean(labels, Label::gmacs),
                lateMillis.stream()
                        .allMatch(late -> late <= LATE * plan.segment().toMillis()),
                lateMillis.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }

    /** When the first frame of each segment came, whatever the plan says. */
    private Map<Integer, Double> begins() {
        return frames.stream().collect(Collectors.toMap(Logged::step, Logged::seconds, Math::min));
    }

    private boolean isSettled(Logged frame, Map<Integer, Double> begins) {
        return frame.seconds() >= begins.getOrDefault(frame.step(), 0.0) + reactionSeconds;
    }

    List<PointUse> points() {
        Ladder ladder = plan.ladder();
        List<Label> labels = labels(frames);
        List<PointUse> uses = new ArrayList<>();
        for (int place = 0; place < ladder.size(); place++) {
            OperatingPoint point = ladder.point(place);
            List<Label> own = labels.stream()
                    .filter(label -> label.point().equals(point.name()))
                    .toList();
            if (!own.isEmpty()) {
                uses.add(new PointUse(
                        point.name(),
                        own.size(),
                        (double) own.size() / labels.size(),
                        (int) own.stream()
                                .filter(label -> label.right().isPresent())
                                .count(),
                        top1(own),
                        ladder.top1(place),
                        mean(own, Label::gmacs),
                        ladder.gmacs(place)));
            }
        }
        return uses;
    }

    Series series(String name) {
        int planned = (int) Math.ceil(plan.factors().size() * (plan.segment().toNanos() / 1e9));
        int seconds = Math.max(planned, (int) frames.stream() // longer where the load fell behind
                .mapToDouble(Logged::seconds)
                .max()
                .orElse(0));
        double[] offered = new double[seconds];
        double[] served = new double[seconds];
        Map<String, double[]> points = new LinkedHashMap<>();
        plan.ladder().points().forEach(point -> points.put(point.name(), new double[seconds]));
        List<List<Double>> millis = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            millis.add(new ArrayList<>());
        }
        for (Logged frame : frames) {
            int arrived = (int) frame.seconds();
            if (arrived < seconds) {
                offered[arrived]++;
            }
            frame.label().ifPresent(label -> {
                int published = (int) frame.labelledSeconds();
                if (published < seconds) {
                    served[published]++;
                    millis.get(published).add(label.millis());
                    double[] own = points.get(label.point());
                    if (own != null) {
                        own[published]++;
                    }
                }
            });
        }
        points.values().forEach(own -> {
            for (int second = 0; second < seconds; second++) {
                own[second] = served[second] == 0 ? Double.NaN : own[second] / served[second];
            }
        });
        points.values().removeIf(own -> Arrays.stream(own).noneMatch(share -> share > 0));
        double[] p95 = millis.stream()
                .mapToDouble(some -> Quantile.of(
                        0.95, some.stream().mapToDouble(Double::doubleValue).toArray()))
                .toArray();
        return new Series(name, IntStream.range(0, seconds).asDoubleStream().toArray(), offered, served, p95, points);
    }

    private Optional<Integer> place(String name) {
        return IntStream.range(0, plan.ladder().size())
                .filter(place -> plan.ladder().point(place).name().equals(name))
                .boxed()
                .findFirst();
    }

    private static List<Label> labels(List<Logged> frames) {
        return frames.stream().flatMap(frame -> frame.label().stream()).toList();
    }

    private static double[] values(List<Label> labels, ToDoubleFunction<Label> value) {
        return labels.stream().mapToDouble(value).toArray();
    }

    private static double mean(List<Label> labels, ToDoubleFunction<Label> value) {
        return labels.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static OptionalDouble top1(List<Label> labels) {
        return labels.stream()
                .flatMap(label -> label.right().stream())
                .mapToDouble(right -> right ? 1 : 0)
                .average();
    }
}
