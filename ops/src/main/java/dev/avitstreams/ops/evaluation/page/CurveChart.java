package dev.avitstreams.ops.evaluation.page;

import static dev.avitstreams.ops.evaluation.page.Words.coordinate;

import dev.avitstreams.ops.evaluation.report.ContenderMetrics;
import dev.avitstreams.ops.evaluation.report.EvaluationReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accuracy against compute, every contender a point with its interval. */
record CurveChart(EvaluationReport report) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final double CHARACTER = 7;

    /** A point with a top-1 and a cost. */
    private record Dot(ContenderMetrics of, double gmacs, double top1) {}

    /** Room that a label or a dot takes. */
    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    void draw(Html html) {
        List<Dot> dots = new ArrayList<>();
        for (ContenderMetrics contender : report.metrics().contenders()) {
            if (contender.top1() != null && contender.gmacs() != null) {
                dots.add(new Dot(contender, contender.gmacs(), contender.top1()));
            }
        }
        if (dots.isEmpty()) {
            html.element("p", "Without labels there is no accuracy to draw.", "class", "muted");
            return;
        }
        Chart chart = new Chart(html, WIDTH, HEIGHT, "Top-1 accuracy against multiply-accumulates a frame", "wide");
        Axis x = Axis.around(
                dots.stream().mapToDouble(Dot::gmacs).min().orElse(0),
                dots.stream().mapToDouble(Dot::gmacs).max().orElse(1),
                Chart.LEFT,
                chart.right());
        Axis y = Axis.around(
                dots.stream().mapToDouble(CurveChart::low).min().orElse(0),
                dots.stream().mapToDouble(CurveChart::high).max().orElse(1),
                chart.bottom(),
                Chart.TOP);
        chart.horizontalMarks(y, 5, mark -> Words.number("%.0f\u202F%%", 100 * mark));
        chart.verticalMarks(x, 6, mark -> Words.number("%.2f", mark));
        chart.caption("multiply-accumulates a frame, in 10⁹");
        lines(chart, dots, x, y);
        dots(chart, dots, x, y);
        labels(chart, dots, x, y);
        chart.end();
    }

    private static double low(Dot dot) {
        Double low = dot.of().top1Interval().low();
        return low == null ? dot.top1() : low;
    }

    private static double high(Dot dot) {
        Double high = dot.of().top1Interval().high();
        return high == null ? dot.top1() : high;
    }

    private static void lines(Chart chart, List<Dot> dots, Axis x, Axis y) {
        Map<String, List<Dot>> series = new LinkedHashMap<>();
        dots.forEach(dot -> series.computeIfAbsent(dot.of().model(), model -> new ArrayList<>())
                .add(dot));
        series.forEach((model, own) -> {
            StringBuilder path = new StringBuilder();
            own.stream()
                    .sorted(Comparator.comparingDouble(Dot::gmacs))
                    .forEach(dot -> path.append(path.isEmpty() ? 'M' : 'L')
                            .append(coordinate(x.place(dot.gmacs())))
                            .append(' ')
                            .append(coordinate(y.place(dot.top1()))));
            chart.path(path.toString(), "line " + own.get(0).of().kind());
        });
    }

    private static void dots(Chart chart, List<Dot> dots, Axis x, Axis y) {
        for (Dot dot : dots) {
            double place = x.place(dot.gmacs());
            chart.line(
                    place,
                    y.place(low(dot)),
                    place,
                    y.place(high(dot)),
                    "whisker " + dot.of().kind());
        }
        for (Dot dot : dots) {
            chart.circle(
                    x.place(dot.gmacs()),
                    y.place(dot.top1()),
                    5,
                    "dot " + dot.of().kind(),
                    dot.of().model() + ", " + dot.of().point() + ": " + Words.percent(dot.top1()) + " at "
                            + Words.number("%.3f", dot.gmacs()) + " GMACs");
        }
    }

    /** Each label where it meets no dot and no other label, as far as that is possible. */
    private void labels(Chart chart, List<Dot> dots, Axis x, Axis y) {
        List<Box> taken = new ArrayList<>();
        dots.forEach(dot -> taken.add(around(x.place(dot.gmacs()), y.place(dot.top1()))));
        for (Dot dot : dots) {
            String label = label(dot);
            double width = label.length() * CHARACTER;
            double atX = x.place(dot.gmacs());
            double atY = y.place(dot.top1());
            for (double[] offset : new double[][] {
                {9, 16},
                {9, -8},
                {-9 - width, -8},
                {-9 - width, 16},
                {9, 32},
                {-width / 2, -14},
                {-width / 2, 22},
                {9, -24},
                {-9 - width, -24},
                {-9 - width, 32},
                {16, 48},
                {16, 64}
            }) {
                double left = atX + offset[0];
                double base = atY + offset[1];
                Box box = new Box(left, base - 11, left + width, base + 3);
                boolean isInside = left > Chart.LEFT
                        && box.right() < chart.right() + 8
                        && box.top() > 0
                        && box.bottom() < chart.bottom();
                if (isInside && taken.stream().noneMatch(box::meets)) {
                    taken.add(box);
                    chart.text(left, base, label, "label " + dot.of().kind());
                    break;
                }
            }
        }
    }

    private static Box around(double x, double y) {
        return new Box(x - 6, y - 6, x + 6, y + 6);
    }

    private String label(Dot dot) {
        ContenderMetrics of = dot.of();
        boolean isOwn = of.kind().equals("own");
        String name = isOwn ? of.point() : of.model().equals(of.point()) ? of.model() : of.model() + " " + of.point();
        return isOwn && of.point().equals(report.metrics().tradeOff().knee()) ? name + " · knee" : name;
    }
}
