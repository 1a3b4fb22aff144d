package dev.avitstreams.inference.elastic;

import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.model.OperatingPoint.Measured;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Operating points to go down by when load is high.
 *
 * @param points the best first: each measured, and at strictly fewer multiply-accumulates than the one before
 */
public record Ladder(List<OperatingPoint> points) {
    /** Share of images that a point may be right on less than the best one, where no bound is set. */
    private static final double GIVEN_UNASKED = 0.1;

    private static final double ROUNDING = 1e-9;

    public Ladder {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("A ladder of operating points needs at least one, and none was given");
        }
        for (int place = 0; place < points.size(); place++) {
            OperatingPoint point = points.get(place);
            if (point.measured().isEmpty()) {
                throw new IllegalArgumentException("Operating point '" + point.name()
                        + "' has not been measured, so nobody knows what it saves: measure it with avit evaluate and enter"
                        + " top1 and gmacs into model.json, or leave it out");
            }
            if (place > 0 && !(gmacs(point) < gmacs(points.get(place - 1)))) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "Operating point '%s' (%.3f gmacs) is no cheaper than '%s' (%.3f gmacs): leave one of them out",
                        point.name(),
                        gmacs(point),
                        points.get(place - 1).name(),
                        gmacs(points.get(place - 1))));
            }
        }
    }

    /** As {@link #of(List, double)}, with points that are right on 0.1 of the images less than the best one at most. */
    public static Ladder of(List<OperatingPoint> modelPoints) {
        double best = modelPoints.stream()
                .flatMap(point -> point.measured().stream())
                .mapToDouble(Measured::top1)
                .max()
                .orElse(0);
        return of(modelPoints, Math.max(0, best - GIVEN_UNASKED - ROUNDING));
    }

    /**
     * Of a model's points those that are measured, right often enough, and not beaten: no other is at least as often right
     * at no more cost.
     *
     * @param minAccuracy least share of images right, 0 to 1
     * @throws IllegalArgumentException if none is left
     */
    public static Ladder of(List<OperatingPoint> modelPoints, double minAccuracy) {
        if (!(minAccuracy >= 0 && minAccuracy <= 1)) {
            throw new IllegalArgumentException("min-accuracy is " + minAccuracy + ", must be 0 to 1");
        }
        List<OperatingPoint> measured = modelPoints.stream()
                .filter(point -> point.measured().isPresent())
                .toList();
        List<OperatingPoint> rightEnough = measured.stream()
                .filter(point -> measured(point).top1() >= minAccuracy)
                .toList();
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("None of the model's operating points " + names(modelPoints)
                    + " has been measured, so nobody knows what they save: measure them with avit evaluate and enter top1"
                    + " and gmacs into model.json, or choose one point by its name");
        }
        if (rightEnough.isEmpty()) {
            double most = measured.stream()
                    .mapToDouble(point -> measured(point).top1())
                    .max()
                    .orElseThrow();
            throw new IllegalArgumentException("min-accuracy is " + minAccuracy
                    + ", and no operating point of the model" + " reaches it: the best is right on " + most
                    + " of the images it was measured on. Lower it");
        }
        List<OperatingPoint> kept = new ArrayList<>();
        double best = -1;
        for (OperatingPoint point : rightEnough.stream().sorted(CHEAPEST_FIRST).toList()) {
            if (measured(point).top1() > best) {
                best = measured(point).top1();
                kept.add(0, point);
            }
        }
        return new Ladder(kept);
    }

    /**
     * Exactly these points, ordered by cost.
     *
     * @throws IllegalArgumentException if there is none, one is not measured, or two cost the same
     */
    public static Ladder named(List<OperatingPoint> points) {
        return new Ladder(points.stream().sorted(CHEAPEST_FIRST.reversed()).toList());
    }

    private static final Comparator<OperatingPoint> CHEAPEST_FIRST = Comparator.<OperatingPoint>comparingDouble(
                    point -> point.measured().map(Measured::gmacs).orElse(0.0))
            .thenComparing(point -> point.measured().map(Measured::top1).orElse(0.0), Comparator.reverseOrder());

    public int size() {
        return points.size();
    }

    public OperatingPoint point(int place) {
        return points.get(place);
    }

    /** Mean multiply-accumulates of an image at this place, in 10⁹, as measured. */
    public double gmacs(int place) {
        return gmacs(points.get(place));
    }

    /** Share of images right at this place, as measured. */
    public double top1(int place) {
        return measured(points.get(place)).top1();
    }

    private static double gmacs(OperatingPoint point) {
        return measured(point).gmacs();
    }

    private static Measured measured(OperatingPoint point) {
        return point.measured().orElseThrow();
    }

    private static List<String> names(List<OperatingPoint> points) {
        return points.stream().map(OperatingPoint::name).toList();
    }
}
