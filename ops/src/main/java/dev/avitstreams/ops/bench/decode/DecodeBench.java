package dev.avitstreams.ops.bench.decode;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.device.DevicePreference;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.ops.bench.OperatorReport.Spread;
import dev.avitstreams.ops.bench.Processor;
import dev.avitstreams.ops.bench.decode.DecodePlan.Size;
import dev.avitstreams.ops.bench.decode.DecodeReport.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Lets every way decode the same frames in turn, and the model judge what each leads to. For one thread. */
public final class DecodeBench {
    private static final double NANOS_PER_MILLI = 1e6;

    private final DecodePlan plan;
    private final int side;
    private final Consumer<String> progress;

    /** @param progress told what is going on */
    public DecodeBench(DecodePlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.side = plan.model().manifest().architecture().imageSide();
        this.progress = progress;
    }

    public DecodeReport run() throws IOException, InferenceException, FrameRejectedException {
        BackendOptions options = new BackendOptions(
                DevicePreference.CPU,
                Runtime.getRuntime().availableProcessors(),
                Completeness.COMPLETE,
                OperatorPrecision.F32);
        List<Row> rows = new ArrayList<>();
        try (Backend backend = Backends.open(plan.model(), options)) {
            for (ImageEncoding encoding : plan.encodings()) {
                for (Size size : plan.sizes()) {
                    rows.addAll(run(size, encoding, backend));
                }
            }
        }
        String model =
                plan.model().manifest().name() + " " + plan.model().manifest().version();
        return new DecodeReport(model, Processor.name(), plan.images().size(), plan.rounds(), rows);
    }

    private List<Row> run(Size size, ImageEncoding encoding, Backend backend)
            throws IOException, InferenceException, FrameRejectedException {
        String what = size + " " + encoding;
        progress.accept(what + ": writing frames");
        List<byte[]> frames = plan.images().stream()
                .map(image -> FrameWriter.write(image, size, encoding))
                .toList();
        Map<DecodeWay, List<PreparedImage>> prepared = new EnumMap<>(DecodeWay.class);
        Map<DecodeWay, double[]> millis = new EnumMap<>(DecodeWay.class);
        for (int round = -1; round < plan.rounds(); round++) { // the first warms up
            progress.accept(what + ": round " + (round + 1) + " of " + plan.rounds());
            for (DecodeWay way : DecodeWay.values()) {
                if (!way.reads(encoding)) {
                    continue;
                }
                long began = System.nanoTime();
                List<PreparedImage> images = prepare(way, frames);
                double each = (System.nanoTime() - began) / NANOS_PER_MILLI / frames.size();
                if (round < 0) {
                    prepared.put(way, images);
                    millis.put(way, new double[plan.rounds()]);
                } else {
                    of(millis, way)[round] = each;
                }
            }
        }
        double kibibytes =
                frames.stream().mapToInt(frame -> frame.length).average().orElse(0) / 1024;
        return rows(size, encoding, kibibytes, prepared, millis, backend);
    }

    private List<PreparedImage> prepare(DecodeWay way, List<byte[]> frames) throws IOException, FrameRejectedException {
        List<PreparedImage> images = new ArrayList<>();
        for (byte[] frame : frames) {
            images.add(way.prepare(frame, side));
        }
        return images;
    }

    private List<Row> rows(
            Size size,
            ImageEncoding encoding,
            double kibibytes,
            Map<DecodeWay, List<PreparedImage>> prepared,
            Map<DecodeWay, double[]> millis,
            Backend backend)
            throws InferenceException {
        List<PreparedImage> exact = of(prepared, DecodeWay.EXACT);
        List<Classification> expected = classify(exact, backend);
        List<Row> rows = new ArrayList<>();
        for (DecodeWay way : prepared.keySet()) {
            List<PreparedImage> images = of(prepared, way);
            List<Classification> answers = classify(images, backend);
            int same = 0;
            double difference = 0;
            for (int image = 0; image < images.size(); image++) {
                same += topOf(answers.get(image)) == topOf(expected.get(image)) ? 1 : 0;
                difference +=
                        difference(images.get(image).pixels(), exact.get(image).pixels());
            }
            double[] times = of(millis, way);
            double[] factors = new double[times.length];
            for (int round = 0; round < times.length; round++) {
                factors[round] = times[round] / of(millis, DecodeWay.EXACT)[round];
            }
            rows.add(new Row(
                    size.toString(),
                    encoding.name().toLowerCase(Locale.ROOT),
                    kibibytes,
                    way.title(),
                    Spread.of(times),
                    Spread.of(factors),
                    difference / images.size(),
                    (double) same / images.size(),
                    answers.stream()
                            .mapToDouble(DecodeBench::meanDepth)
                            .average()
                            .orElse(0)));
        }
        return rows;
    }

    private List<Classification> classify(List<PreparedImage> images, Backend backend) throws InferenceException {
        return backend.classify(images, plan.model().defaultOperatingPoint());
    }

    private static int topOf(Classification classification) {
        return classification.top().get(0).index();
    }

    private static double meanDepth(Classification classification) {
        return classification.meanDepth();
    }

    private static double difference(byte[] pixels, byte[] others) {
        long sum = 0;
        for (int at = 0; at < pixels.length; at++) {
            sum += Math.abs((pixels[at] & 0xFF) - (others[at] & 0xFF));
        }
        return (double) sum / pixels.length;
    }

    private static <T> T of(Map<DecodeWay, T> map, DecodeWay way) {
        return Objects.requireNonNull(map.get(way));
    }
}
