package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.ops.picture.LineChart;
import dev.avitstreams.ops.picture.LineChart.Curve;
import dev.avitstreams.ops.picture.LineChart.Panel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Load, points and latency over time, one below the other: elastic beside a point that is kept. */
public final class ElasticPicture {
    private static final int HIGHEST = 8;

    private ElasticPicture() {}

    /**
     * @param fixed the point that is kept
     * @param points what the curves of the points show
     */
    public static void write(Series fixed, Series elastic, String points, long objectiveMillis, Path file)
            throws IOException {
        List<Curve> load = List.of(
                new Curve("offered", elastic.seconds(), elastic.offeredPerSecond(), false),
                new Curve(fixed.name(), fixed.seconds(), fixed.servedPerSecond(), false),
                new Curve(elastic.name(), elastic.seconds(), elastic.servedPerSecond(), false));
        List<Curve> used = new ArrayList<>();
        elastic.points().forEach((name, values) -> used.add(new Curve(name, elastic.seconds(), values, false)));
        double most = HIGHEST * (double) objectiveMillis;
        double[] line = new double[elastic.seconds().length];
        Arrays.fill(line, objectiveMillis);
        List<Curve> latency = List.of(
                new Curve("objective", elastic.seconds(), line, false),
                new Curve(fixed.name(), fixed.seconds(), atMost(most, fixed.p95Millis()), false),
                new Curve(elastic.name(), elastic.seconds(), atMost(most, elastic.p95Millis()), false));
        String cut = String.format(Locale.ROOT, " (cut off at %.0f)", most);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ImageIO.write(
                LineChart.draw(
                        List.of(
                                new Panel("frames/s:", load),
                                new Panel(points + ":", used),
                                new Panel("p95 ms" + cut + ":", latency)),
                        "seconds"),
                "png",
                file.toFile());
    }

    private static double[] atMost(double most, double[] values) {
        return Arrays.stream(values).map(value -> Math.min(most, value)).toArray();
    }
}
