package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.bench.pipeline.PipelineReport.Row;
import dev.avitstreams.ops.picture.SpanChart;
import dev.avitstreams.ops.picture.SpanChart.Column;
import dev.avitstreams.ops.picture.SpanChart.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A line a combination: frames a second at saturation, beside median, 95th and 99th percentile at half load. */
public final class PipelinePicture {
    private PipelinePicture() {}

    public static void write(PipelineReport report, Path file) throws IOException {
        List<Row> saturated = rows(report, "saturation");
        List<Row> half = rows(report, "half");
        List<Line> rates = saturated.stream()
                .map(row -> new Line(name(row, report), 0, row.framesPerSecond(), row.framesPerSecond()))
                .toList();
        List<Line> latencies = half.stream()
                .map(row -> new Line(name(row, report), row.p50Millis(), row.p95Millis(), row.p99Millis()))
                .toList();
        List<Column> columns = List.of(
                new Column("frames/s at saturation", rates), new Column("ms at half load: p50, p95, p99", latencies));
        if (!ImageIO.write(SpanChart.draw(columns), "png", file.toFile())) {
            throw new IOException("no PNG writer in this Java");
        }
    }

    private static List<Row> rows(PipelineReport report, String load) {
        return report.rows().stream().filter(row -> row.load().equals(load)).toList();
    }

    /** Without what is the same in all rows. */
    private static String name(Row row, PipelineReport report) {
        boolean oneShape =
                report.rows().stream().map(PipelinePicture::shape).distinct().count() == 1;
        String setting = row.setting() == null ? "defaults" : row.setting();
        if (oneShape) {
            return setting;
        }
        return row.setting() == null ? shape(row) : shape(row) + ", " + setting;
    }

    private static String shape(Row row) {
        return row.cameras() + " cameras, " + row.partitions() + " partitions × " + row.instances();
    }
}
