package dev.avitstreams.ops.chaos.soak;

import dev.avitstreams.ops.picture.LineChart;
import dev.avitstreams.ops.picture.LineChart.Curve;
import dev.avitstreams.ops.picture.LineChart.Panel;
import dev.avitstreams.ops.process.ProcessSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Draws samples over time. */
final class SoakPicture {
    private SoakPicture() {}

    static void write(Samples samples, int instances, Path file) throws IOException {
        double[] minutes =
                Arrays.stream(samples.seconds()).map(seconds -> seconds / 60).toArray();
        List<Panel> panels = List.of(
                panel("heap, MiB", samples, instances, minutes, ProcessSample::heapMebibytes),
                panel("code and classes, MiB", samples, instances, minutes, ProcessSample::codeMebibytes),
                panel("native, MiB", samples, instances, minutes, ProcessSample::nativeMebibytes),
                panel("threads", samples, instances, minutes, ProcessSample::threads),
                panel("handles", samples, instances, minutes, ProcessSample::handles),
                new Panel("frames under way", List.of(new Curve("lag", minutes, samples.lags(), false))));
        if (!ImageIO.write(LineChart.draw(panels, "minutes"), "png", file.toFile())) {
            throw new IOException("This Java cannot write PNG files");
        }
    }

    private static Panel panel(
            String title, Samples samples, int instances, double[] minutes, ToDoubleFunction<ProcessSample> value) {
        return new Panel(
                title,
                IntStream.range(0, instances)
                        .mapToObj(i -> new Curve("instance " + i, minutes, samples.of(i, value), false))
                        .toList());
    }
}
