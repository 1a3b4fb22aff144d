package dev.avitstreams.ops.evaluation.page;

import static dev.avitstreams.ops.evaluation.page.Words.coordinate;

import java.util.function.DoubleFunction;

/** The frame of a chart: an SVG with axes and marks, to be drawn into. */
final class Chart {
    static final double LEFT = 58;
    static final double TOP = 14;

    private final Html html;
    private final double right;
    private final double bottom;

    /**
     * Opens the SVG; {@link #end} closes it.
     *
     * @param title for those who cannot see it
     */
    Chart(Html html, int width, int height, String title) {
        this(html, width, height, title, "");
    }

    /** @param style further class of the drawing */
    Chart(Html html, int width, int height, String title, String style) {
        this.html = html;
        this.right = width - 26;
        this.bottom = height - 44;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-label",
                title,
                "class",
                "chart " + style);
        html.element("title", title);
    }

    double right() {
        return right;
    }

    double bottom() {
        return bottom;
    }

    /** Lines across at round values, their values at the left. */
    void horizontalMarks(Axis axis, int wanted, DoubleFunction<String> label) {
        for (double mark : axis.marks(wanted)) {
            double y = axis.place(mark);
            line(LEFT, y, right, y, "grid");
            text(LEFT - 8, y + 4, label.apply(mark), "tick end");
        }
    }

    /** Values at the foot. */
    void verticalMarks(Axis axis, int wanted, DoubleFunction<String> label) {
        for (double mark : axis.marks(wanted)) {
            double x = axis.place(mark);
            line(x, bottom, x, bottom + 4, "axis");
            text(x, bottom + 18, label.apply(mark), "tick middle");
        }
        line(LEFT, bottom, right, bottom, "axis");
    }

    /** What the horizontal axis is. */
    void caption(String text) {
        text((LEFT + right) / 2, bottom + 38, text, "caption middle");
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        html.empty(
                "line",
                "x1",
                coordinate(x1),
                "y1",
                coordinate(y1),
                "x2",
                coordinate(x2),
                "y2",
                coordinate(y2),
                "class",
                style);
    }

    void text(double x, double y, String content, String style) {
        html.element("text", content, "x", coordinate(x), "y", coordinate(y), "class", style);
    }

    /** @param hint shown when pointed at */
    void rectangle(double x, double y, double width, double height, String fill, String hint) {
        html.open(
                "rect",
                "x",
                coordinate(x),
                "y",
                coordinate(y),
                "width",
                coordinate(Math.max(0, width)),
                "height",
                coordinate(Math.max(0, height)),
                "fill",
                fill);
        html.element("title", hint).close();
    }

    void circle(double x, double y, double radius, String style, String hint) {
        html.open("circle", "cx", coordinate(x), "cy", coordinate(y), "r", coordinate(radius), "class", style);
        html.element("title", hint).close();
    }

    void path(String data, String style) {
        html.empty("path", "d", data, "class", style);
    }

    void end() {
        html.close();
    }
}
