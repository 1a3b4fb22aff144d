package dev.avitstreams.ops.process;

/** Reads Prometheus' text form, as an instance serves it. */
public final class MetricsText {
    private MetricsText() {}

    /**
     * Of all series of a metric that have a label.
     *
     * @param label as it stands there, {@code area="heap"}; empty for any
     */
    public static double sum(String text, String metric, String label) {
        return text.lines()
                .filter(line -> line.startsWith(metric + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
