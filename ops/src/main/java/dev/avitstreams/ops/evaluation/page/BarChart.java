package dev.avitstreams.ops.evaluation.page;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/**
 * Bars by layer.
 *
 * @param colour of the bar of a layer, from 1
 * @param label of a value
 */
record BarChart(
        String title, List<Double> values, String caption, IntFunction<String> colour, DoubleFunction<String> label) {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 320;

    void draw(Html html) {
        Chart chart = new Chart(html, WIDTH, HEIGHT, title);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        Axis y = new Axis(0, most > 0 ? most * 1.06 : 1, chart.bottom(), Chart.TOP);
        chart.horizontalMarks(y, 5, label);
        double step = (chart.right() - Chart.LEFT) / Math.max(1, values.size());
        for (int index = 0; index < values.size(); index++) {
            double left = Chart.LEFT + index * step;
            double top = y.place(values.get(index));
            chart.rectangle(
                    left + step * .12,
                    top,
                    step * .76,
                    chart.bottom() - top,
                    colour.apply(index + 1),
                    "layer " + (index + 1) + ": " + label.apply(values.get(index)));
            chart.text(left + step / 2, chart.bottom() + 18, String.valueOf(index + 1), "tick middle");
        }
        chart.line(Chart.LEFT, chart.bottom(), chart.right(), chart.bottom(), "axis");
        chart.caption(caption);
        chart.end();
    }
}
