package dev.avitstreams.ops.bench.device;

import dev.avitstreams.inference.device.DeviceStream;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.CpuThreads;
import dev.avitstreams.inference.halting.DenseResult;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.ops.bench.OperatorReport.Spread;
import dev.avitstreams.ops.bench.device.DeviceAgreement.Compared;
import dev.avitstreams.ops.bench.device.DeviceReport.Timing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.bytedeco.pytorch.Tensor;

/** Runs a {@link DevicePlan} on one thread: first whether the device computes what the CPU does, then how fast. */
public final class DeviceBench {
    private final DevicePlan plan;
    private final DeviceStream stream;
    private final Consumer<String> progress;
    private final HaltingRule rule;

    /** @param stream stays the caller's */
    public DeviceBench(DevicePlan plan, DeviceStream stream, Consumer<String> progress) {
        this.plan = plan;
        this.stream = stream;
        this.progress = progress;
        this.rule = HaltingRule.of(plan.point(), Completeness.COMPLETE);
    }

    /** What fails its check is timed all the same: a wrong result's speed may tell why it is wrong. */
    public DeviceReport run() {
        CpuThreads.useOne(); // as the service computes
        Compared cpu = onCpu();
        List<DeviceAgreement> checks = new ArrayList<>();
        List<Timing> timings = new ArrayList<>();
        for (OperatorPrecision precision : plan.precisions()) {
            progress.accept("loading in " + name(precision));
            try (AVit model = stream.issue(() -> AVit.onDevice(plan.model(), stream.device(), precision))) {
                progress.accept("checking " + name(precision));
                checks.add(DeviceAgreement.of(precision, cpu, onDevice(model)));
                for (int batch : plan.batches()) {
                    progress.accept("timing " + name(precision) + ", " + batch + " at once");
                    timings.add(time(model, precision, batch));
                }
            }
        }
        ModelManifest manifest = plan.model().manifest();
        return new DeviceReport(
                manifest.name() + " " + manifest.version(),
                stream.description(),
                plan.pixels().size(),
                plan.rounds(),
                checks.stream().allMatch(DeviceAgreement::passed),
                checks,
                timings);
    }

    private Compared onCpu() {
        try (AVit model = AVit.load(plan.model());
                DeviceStream host = DeviceStream.cpu()) {
            progress.accept("computing on the CPU what is expected");
            return results(model, host, 1);
        }
    }

    /** In the largest batches, where images have most company to be mixed up with. */
    private Compared onDevice(AVit model) {
        return results(model, stream, Collections.max(plan.batches()));
    }

    private Compared results(AVit model, DeviceStream on, int size) {
        List<HaltingResult> halting = new ArrayList<>();
        List<float[]> dense = new ArrayList<>();
        try (DeviceBatches batches = upload(on, size)) {
            for (Tensor batch : batches.tensors()) {
                halting.addAll(on.issue(() -> model.halting(batch, rule)));
                on.issue(() -> model.dense(batch)).forEach(result -> dense.add(result.logits()));
            }
        }
        int images = plan.pixels().size(); // what fills the last batch is left out
        return new Compared(halting.subList(0, images), dense.subList(0, images));
    }

    private DeviceBatches upload(DeviceStream on, int size) {
        int side = plan.model().manifest().architecture().imageSide();
        return on.issue(() -> DeviceBatches.upload(plan.pixels(), size, side, on.device()));
    }

    private Timing time(AVit model, OperatorPrecision precision, int size) {
        try (DeviceBatches batches = upload(stream, size)) {
            ToLongFunction<Tensor> halting = batch -> model.halting(batch, rule).stream()
                    .mapToLong(HaltingResult::macs)
                    .sum();
            ToLongFunction<Tensor> dense = batch ->
                    model.dense(batch).stream().mapToLong(DenseResult::macs).sum();
            Pass warmHalting = pass(batches, halting); // kernels are chosen and memory is reserved on the way
            Pass warmDense = pass(batches, dense);
            double[] haltingMillis = new double[plan.rounds()];
            double[] denseMillis = new double[plan.rounds()];
            double[] factors = new double[plan.rounds()];
            for (int round = 0; round < plan.rounds(); round++) {
                denseMillis[round] = pass(batches, dense).millisPerImage();
                haltingMillis[round] = pass(batches, halting).millisPerImage();
                factors[round] = denseMillis[round] / haltingMillis[round];
            }
            double macRatio = (double) warmHalting.macs() / warmDense.macs();
            Spread factor = Spread.of(factors);
            return new Timing(
                    name(precision),
                    size,
                    Spread.of(denseMillis),
                    Spread.of(haltingMillis),
                    factor,
                    macRatio,
                    factor.median() * macRatio);
        }
    }

    /** All batches once. */
    private record Pass(double millisPerImage, long macs) {}

    private Pass pass(DeviceBatches batches, ToLongFunction<Tensor> forward) {
        stream.synchronize();
        long began = System.nanoTime();
        long macs = 0;
        for (Tensor batch : batches.tensors()) {
            macs += stream.issue(() -> forward.applyAsLong(batch));
        }
        stream.synchronize();
        return new Pass((System.nanoTime() - began) / 1e6 / batches.images(), macs);
    }

    private static String name(OperatorPrecision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
