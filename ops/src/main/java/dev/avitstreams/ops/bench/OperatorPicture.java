package dev.avitstreams.ops.bench;

import dev.avitstreams.ops.bench.OperatorReport.Contender;
import dev.avitstreams.ops.bench.OperatorReport.Workload;
import dev.avitstreams.ops.picture.LineChart;
import dev.avitstreams.ops.picture.LineChart.Curve;
import dev.avitstreams.ops.picture.LineChart.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

/** Throughput and time an image against multiply-accumulates: a curve for those that halt, a dot for those that cannot. */
public final class OperatorPicture {
    private OperatorPicture() {}

    public static void write(OperatorReport report, Path file) throws IOException {
        int workers =
                report.workloads().stream().mapToInt(Workload::workers).min().orElse(1);
        List<Workload> shown = report.workloads().stream()
                .filter(workload -> workload.workers() == workers)
                .toList();
        String suffix = workers == 1 ? ", one worker" : ", " + workers + " workers";
        List<Panel> panels = List.of(
                new Panel(
                        "images/s" + suffix,
                        curves(shown, one -> one.imagesPerSecond().median())),
                new Panel(
                        "ms of a worker an image",
                        curves(shown, one -> one.millisPerImage().median())));
        if (!ImageIO.write(LineChart.draw(panels, "million MACs an image"), "png", file.toFile())) {
            throw new IOException("no PNG writer in this Java");
        }
    }

    private static List<Curve> curves(List<Workload> workloads, ToDoubleFunction<Contender> height) {
        List<Peer> peers = List.of(Peer.AVIT, Peer.AVIT_BF16, Peer.ONNX_RAGGED, Peer.ONNX_DENSE, Peer.DJL_DENSE);
        List<Curve> curves = new ArrayList<>();
        for (Peer peer : peers) {
            Map<Double, List<Double>> places = new TreeMap<>();
            for (Workload workload : workloads) {
                for (Contender contender : workload.contenders()) {
                    boolean own = contender.name().equals(peer.title());
                    boolean end = peer == Peer.AVIT && contender.name().equals(Peer.AVIT_DENSE.title());
                    if (own || end) {
                        places.computeIfAbsent(1000 * contender.gmacs(), at -> new ArrayList<>())
                                .add(height.applyAsDouble(contender));
                    }
                }
            }
            if (!places.isEmpty()) {
                curves.add(new Curve(
                        peer.title(),
                        places.keySet().stream().mapToDouble(at -> at).toArray(),
                        places.values().stream()
                                .mapToDouble(OperatorPicture::median)
                                .toArray(),
                        true));
            }
        }
        return curves;
    }

    private static double median(List<Double> values) {
        return OperatorReport.Spread.of(
                        values.stream().mapToDouble(value -> value).toArray())
                .median();
    }
}
