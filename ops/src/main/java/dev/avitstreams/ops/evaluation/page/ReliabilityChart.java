package dev.avitstreams.ops.evaluation.page;

import dev.avitstreams.ops.evaluation.report.ContenderMetrics;
import dev.avitstreams.ops.evaluation.report.ContenderMetrics.ReliabilityBin;

/** Accuracy of the answers by their confidence, beside the diagonal on which both are equal. */
record ReliabilityChart(ContenderMetrics contender) {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 320;

    void draw(Html html) {
        Chart chart = new Chart(html, WIDTH, HEIGHT, "Accuracy of the answers by their confidence");
        Axis x = new Axis(0, 1, Chart.LEFT, chart.right());
        Axis y = new Axis(0, 1, chart.bottom(), Chart.TOP);
        chart.horizontalMarks(y, 5, mark -> Words.number("%.0f\u202F%%", 100 * mark));
        for (ReliabilityBin bin : contender.reliability()) {
            if (bin.accuracy() == null || bin.confidence() == null) {
                continue;
            }
            double left = x.place(bin.low()) + 1;
            double width = x.place(bin.high()) - x.place(bin.low()) - 2;
            double top = y.place(bin.accuracy());
            String hint = Words.count(bin.frames()) + " frames, confidence " + Words.percent(bin.confidence())
                    + ", right " + Words.percent(bin.accuracy());
            chart.rectangle(left, top, width, chart.bottom() - top, "var(--accent)", hint);
            double wanted = y.place(bin.confidence());
            chart.rectangle(left, Math.min(top, wanted), width, Math.abs(top - wanted), "var(--gap)", hint);
        }
        chart.verticalMarks(x, 5, mark -> Words.number("%.0f\u202F%%", 100 * mark));
        chart.line(x.place(0), y.place(0), x.place(1), y.place(1), "diagonal");
        chart.caption("confidence");
        chart.end();
    }
}
