package dev.avitstreams.ops.chaos.soak;

import dev.avitstreams.ops.process.ProcessSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was seen of every instance over time. Belongs to one thread. */
final class Samples {
    /** @param instances one entry each; empty while it was away */
    record Row(double seconds, List<Optional<ProcessSample>> instances, int lag) {
        Row {
            instances = List.copyOf(instances);
        }
    }

    /** A straight line through the samples of an instance after warm-up, told by its ends. */
    record Trend(double from, double to) {
        double growth() {
            return to - from;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void add(Row row) {
        rows.add(row);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    double[] seconds() {
        return rows.stream().mapToDouble(Row::seconds).toArray();
    }

    double[] lags() {
        return rows.stream().mapToDouble(Row::lag).toArray();
    }

    /** Not a number where the instance was away. */
    double[] of(int instance, ToDoubleFunction<ProcessSample> value) {
        return rows.stream()
                .mapToDouble(row ->
                        row.instances().get(instance).map(value::applyAsDouble).orElse(Double.NaN))
                .toArray();
    }

    /** Least squares over what follows the first quarter. */
    Trend trend(double[] values) {
        List<double[]> points = new ArrayList<>();
        for (int i = rows.size() / 4; i < rows.size(); i++) {
            if (Double.isFinite(values[i])) {
                points.add(new double[] {rows.get(i).seconds(), values[i]});
            }
        }
        if (points.isEmpty()) {
            return new Trend(Double.NaN, Double.NaN);
        }
        double meanX = points.stream().mapToDouble(p -> p[0]).average().orElseThrow();
        double meanY = points.stream().mapToDouble(p -> p[1]).average().orElseThrow();
        double above = points.stream()
                .mapToDouble(p -> (p[0] - meanX) * (p[1] - meanY))
                .sum();
        double below = points.stream()
                .mapToDouble(p -> (p[0] - meanX) * (p[0] - meanX))
                .sum();
        double slope = below == 0 ? 0 : above / below;
        double first = points.get(0)[0];
        double last = points.get(points.size() - 1)[0];
        return new Trend(meanY + slope * (first - meanX), meanY + slope * (last - meanX));
    }

    /** A table with a header line. */
    String csv() {
        StringBuilder text = new StringBuilder("seconds,lag");
        int instances = rows.isEmpty() ? 0 : rows.get(0).instances().size();
        for (int i = 0; i < instances; i++) {
            text.append(",heapMiB%1$d,codeMiB%1$d,residentMiB%1$d,nativeMiB%1$d,threads%1$d,handles%1$d".formatted(i));
        }
        text.append('\n');
        for (Row row : rows) {
            text.append(String.format(Locale.ROOT, "%.1f,%d,", row.seconds(), row.lag()))
                    .append(row.instances().stream().map(Samples::cells).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cells(Optional<ProcessSample> sample) {
        return sample.map(s -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f,%.1f,%.1f,%d,%d",
                        s.heapMebibytes(),
                        s.codeMebibytes(),
                        s.residentMebibytes(),
                        s.nativeMebibytes(),
                        s.threads(),
                        s.handles()))
                .orElse(",,,,,");
    }
}
