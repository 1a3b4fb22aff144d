package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Worker threads side by side, a few images at a time each, so that a block's weights are read once for all of them. A batch
 * of as many is one worker's, of a larger one each gets a part. An image's result is the same to the bit whatever it was
 * batched with: the products give a row the same bits among any others, and attention is computed image by image.
 */
final class CpuBackend implements PassBackend {
    private final AVit model;
    private final PixelNormaliser normaliser;
    private final Answers answers;
    private final Completeness depthMaps;
    private final OperatorPrecision precision;
    private final CpuWorkers workers;

    CpuBackend(ModelFolder folder, BackendOptions options) {
        try (Device cpu = new Device(torch.DeviceType.CPU)) {
            this.normaliser = new PixelNormaliser(folder.manifest().normalisation(), cpu);
        }
        this.depthMaps = options.depthMaps();
        this.precision = options.precision();
        AVit loaded = null;
        try {
            loaded = AVit.load(folder, options.precision());
            this.answers = new Answers(folder);
            this.workers = new CpuWorkers(options.workers());
        } catch (Throwable e) { // an Error too: half a backend has nobody to close it
            if (loaded != null) {
                loaded.close();
            }
            normaliser.close();
            throw e;
        }
        this.model = loaded;
    }

    @Override
    public void warmUp() throws InferenceException {
        int shares = workers.count();
        workers.each(IntStream.range(0, shares)
                .mapToObj(share -> Executors.callable(() -> model.compileKernels(share, shares)))
                .toList());
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException {
        return classify(batch, Pass.halting(point, depthMaps), point.name());
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, Pass pass, String name) throws InferenceException {
        PixelBatch.require(batch, model.architecture().imageSide());
        List<Callable<List<Classification>>> tasks = shares(batch).stream()
                .map(share -> (Callable<List<Classification>>) () -> compute(share, pass, name))
                .toList();
        return workers.each(tasks).stream().flatMap(List::stream).toList();
    }

    private List<List<PreparedImage>> shares(List<PreparedImage> batch) {
        int together = model.imagesTogether();
        boolean isOneWorkers = !batch.isEmpty() && batch.size() <= together;
        return isOneWorkers ? List.of(batch) : workers.shares(batch, together);
    }

    private List<Classification> compute(List<PreparedImage> share, Pass pass, String name) {
        try (PointerScope scope = new PointerScope()) {
            List<PreparedImage> shown =
                    PixelBatch.shown(share, pass.imageSide(model.architecture().imageSide()));
            Tensor pixels = PixelBatch.stack(shown, new TensorOptions(ScalarType.Byte)); // [B, 3, S, S]
            List<Classification> classifications = new ArrayList<>();
            for (HaltingResult result : pass.run(model, normaliser.apply(pixels))) {
                classifications.add(answers.of(result, name));
            }
            return classifications;
        }
    }

    @Override
    public String description() {
        return "cpu (" + workers.count() + (workers.count() == 1 ? " worker" : " workers")
                + (precision == OperatorPrecision.F32
                        ? ")"
                        : ", " + precision.name().toLowerCase(Locale.ROOT) + ")");
    }

    @Override
    public int concurrentBatches() {
        return workers.count();
    }

    @Override
    public OptionalInt framesPerWorker() {
        return OptionalInt.of(model.imagesTogether());
    }

    @Override
    public int workers() {
        return workers.count();
    }

    @Override
    public long busyNanos() {
        return workers.busyNanos();
    }

    @Override
    public void close() {
        workers.close();
        model.close();
        normaliser.close();
    }
}
