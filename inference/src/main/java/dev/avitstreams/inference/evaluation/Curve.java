package dev.avitstreams.inference.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Accuracy against compute: the points of one model, its dense pass possibly among them. */
public record Curve(List<Point> points) {

    /**
     * @param gmacs mean multiply-accumulates a frame, in 10⁹
     * @param top1 share right, 0 to 1
     */
    public record Point(String name, double gmacs, double top1) {}

    public Curve {
        points = points.stream()
                .filter(point -> Double.isFinite(point.top1()))
                .sorted(Comparator.comparingDouble(Point::gmacs).thenComparing(Point::name))
                .toList();
    }

    /**
     * Where more compute begins to buy little: the point farthest above the line from the cheapest to the dearest, both
     * axes scaled to 1. Empty with fewer than three points, or where none lies above.
     */
    public Optional<Point> knee() {
        if (points.size() < 3) {
            return Optional.empty();
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        return points.stream()
                .filter(point -> aboveLine(point, first, last) > 0)
                .max(Comparator.comparingDouble(point -> aboveLine(point, first, last)));
    }

    private static double aboveLine(Point point, Point first, Point last) {
        double along = (point.gmacs() - first.gmacs()) / (last.gmacs() - first.gmacs());
        return point.top1() - first.top1() - along * (last.top1() - first.top1());
    }

    /**
     * The cheapest point that is at most so much less accurate than the most accurate one.
     *
     * @param tolerance share of frames, 0 to 1
     */
    public Optional<Point> cheapestWithin(double tolerance) {
        double best = points.stream().mapToDouble(Point::top1).max().orElse(Double.NaN);
        return points.stream().filter(point -> point.top1() >= best - tolerance).findFirst();
    }
}
