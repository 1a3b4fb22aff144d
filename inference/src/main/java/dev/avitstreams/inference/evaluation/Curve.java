package dev.avitstreams.inference.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

    /** Points that no cheaper one equals in accuracy, the cheapest first. */
    private List<Point> front() {
        List<Point> front = new ArrayList<>();
        for (Point point : points) {
            if (front.isEmpty() || point.top1() > front.get(front.size() - 1).top1()) {
                front.add(point);
            }
        }
        return front;
    }

    /**
     * Where more compute begins to buy little: among the points that are worth their cost, the one farthest above the line
     * from the cheapest to the dearest, both axes scaled to 1. Empty with fewer than three of them, or where none lies
     * above.
     */
    public Optional<Point> knee() {
        List<Point> front = front();
        if (front.size() < 3) {
            return Optional.empty();
        }
        Point first = front.get(0);
        Point last = front.get(front.size() - 1);
        return front.stream()
                .filter(point -> aboveLine(point, first, last) > 0)
                .max(Comparator.comparingDouble(point -> aboveLine(point, first, last)));
    }

    private static double aboveLine(Point point, Point first, Point last) {
        double along = (point.gmacs() - first.gmacs()) / (last.gmacs() - first.gmacs());
        return point.top1() - first.top1() - along * (last.top1() - first.top1());
    }

    /**
     * Mean accuracy over the compute that the points span: the area under the straight lines between them, divided by its
     * width. Empty where they do not span any.
     */
    public OptionalDouble area() {
        if (points.isEmpty()
                || points.get(0).gmacs() == points.get(points.size() - 1).gmacs()) {
            return OptionalDouble.empty();
        }
        double area = 0;
        for (int index = 1; index < points.size(); index++) {
            Point left = points.get(index - 1);
            Point right = points.get(index);
            area += (right.gmacs() - left.gmacs()) * (left.top1() + right.top1()) / 2;
        }
        return OptionalDouble.of(
                area / (points.get(points.size() - 1).gmacs() - points.get(0).gmacs()));
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
