package dev.avitstreams.ops.evaluation.page;

import static dev.avitstreams.ops.evaluation.page.Words.coordinate;

import dev.avitstreams.inference.evaluation.Confusion;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics.ClassResult;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How often which class was taken for which, the classes with most frames; all other answers in one column. */
record ConfusionChart(ContenderMetrics contender) {
    private static final int MOST = 24;
    private static final double NAMES = 132;
    private static final double HEAD = 124;

    void draw(Html html) {
        List<ClassResult> shown = contender.classes().stream()
                .filter(result -> result.support() > 0)
                .sorted(Comparator.comparingLong(ClassResult::support)
                        .reversed()
                        .thenComparing(ClassResult::index))
                .limit(MOST)
                .sorted(Comparator.comparingInt(ClassResult::index))
                .toList();
        Map<Integer, Integer> places = new HashMap<>();
        for (int place = 0; place < shown.size(); place++) {
            places.put(shown.get(place).index(), place);
        }
        long[][] counts = new long[shown.size()][shown.size() + 1];
        for (Confusion.Entry entry : contender.confusion()) {
            Integer row = places.get(entry.truth());
            if (row != null) {
                counts[row][places.getOrDefault(entry.answer(), shown.size())] += entry.frames();
            }
        }
        draw(html, shown, counts);
    }

    private static void draw(Html html, List<ClassResult> shown, long[][] counts) {
        double cell = shown.size() <= 12 ? 46 : 30;
        double width = NAMES + (shown.size() + 1.3) * cell + 44;
        double height = HEAD + shown.size() * cell + 4;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + coordinate(width) + " " + coordinate(height),
                "class",
                "chart matrix",
                "style",
                "min-width:" + Math.round(width * .62) + "px;max-width:" + Math.round(width) + "px",
                "role",
                "img",
                "aria-label",
                "Confusion matrix");
        for (int row = 0; row < shown.size(); row++) {
            ClassResult truth = shown.get(row);
            double top = HEAD + row * cell;
            html.element(
                    "text",
                    Words.shortened(Words.firstName(truth.title()), 18),
                    "x",
                    coordinate(NAMES - 8),
                    "y",
                    coordinate(top + cell / 2 + 4),
                    "class",
                    "tick end");
            for (int column = 0; column <= shown.size(); column++) {
                cell(
                        html,
                        truth,
                        name(shown, column),
                        counts[row][column],
                        row == column,
                        left(shown, column, cell),
                        top,
                        cell);
            }
        }
        for (int column = 0; column <= shown.size(); column++) {
            double x = left(shown, column, cell) + cell / 2 + 4;
            html.element(
                    "text",
                    Words.shortened(Words.firstName(name(shown, column)), 17),
                    "transform",
                    "translate(" + coordinate(x) + " " + coordinate(HEAD - 8) + ") rotate(-60)",
                    "class",
                    "tick");
        }
        html.close();
    }

    /** The last column stands apart. */
    private static double left(List<ClassResult> shown, int column, double cell) {
        return NAMES + column * cell + (column == shown.size() ? cell * .3 : 0);
    }

    private static String name(List<ClassResult> shown, int column) {
        return column == shown.size() ? "other classes" : shown.get(column).title();
    }

    private static void cell(
            Html html,
            ClassResult truth,
            String answer,
            long frames,
            boolean isRight,
            double x,
            double y,
            double side) {
        double share = (double) frames / truth.support();
        String colour = frames == 0
                ? "var(--empty)"
                : String.format(
                        Locale.ROOT,
                        "color-mix(in srgb, %s %.0f%%, var(--paper))",
                        isRight ? "var(--accent)" : "var(--wrong)",
                        8 + 92 * Math.sqrt(share));
        html.open(
                "rect",
                "x",
                coordinate(x + 1),
                "y",
                coordinate(y + 1),
                "width",
                coordinate(side - 2),
                "height",
                coordinate(side - 2),
                "rx",
                "3",
                "fill",
                colour);
        html.element("title", truth.title() + " → " + answer + ": " + frames + " of " + truth.support())
                .close();
        if (frames > 0) {
            html.element(
                    "text",
                    String.valueOf(frames),
                    "x",
                    coordinate(x + side / 2),
                    "y",
                    coordinate(y + side / 2 + 4),
                    "class",
                    "count middle" + (share > .3 ? " light" : ""));
        }
    }
}
