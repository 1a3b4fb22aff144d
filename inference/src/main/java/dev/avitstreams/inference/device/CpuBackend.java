package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Whole images side by side, one worker thread each. On a CPU a batch buys no speed, and computed alone an image's result
 * is the same to the bit whatever it was batched with.
 */
final class CpuBackend implements Backend {
    /** One being computed, one ready for the workers that come free first. */
    private static final int CONCURRENT_BATCHES = 2;

    private final AVit model;
    private final PixelNormaliser normaliser;
    private final Answers answers;
    private final Completeness depthMaps;
    private final CpuWorkers workers;

    CpuBackend(ModelFolder folder, int workerCount, Completeness depthMaps) {
        try (Device cpu = new Device(torch.DeviceType.CPU)) {
            this.normaliser = new PixelNormaliser(folder.manifest().normalisation(), cpu);
        }
        this.model = AVit.load(folder);
        this.answers = new Answers(folder);
        this.depthMaps = depthMaps;
        this.workers = new CpuWorkers(workerCount);
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException {
        Sides.require(batch, model.architecture().imageSide());
        HaltingRule rule = HaltingRule.of(point, depthMaps);
        return workers.each(batch.stream()
                .map(image -> (Callable<Classification>) () -> classify(image, rule, point))
                .toList());
    }

    private Classification classify(PreparedImage image, HaltingRule rule, OperatingPoint point) {
        long side = image.side();
        try (PointerScope scope = new PointerScope()) {
            BytePointer bytes = new BytePointer(image.pixels());
            Tensor pixels = torch.from_blob(
                    bytes, new long[] {1, 3, side, side}, new TensorOptions(ScalarType.Byte)); // view of bytes
            Tensor normalised = normaliser.apply(pixels); // [1, 3, S, S]
            return answers.of(model.halting(normalised, rule).get(0), point.name());
        }
    }

    @Override
    public String description() {
        return "cpu (" + workers.count() + (workers.count() == 1 ? " worker)" : " workers)");
    }

    @Override
    public int concurrentBatches() {
        return CONCURRENT_BATCHES;
    }

    @Override
    public void close() {
        workers.close();
        model.close();
        normaliser.close();
    }
}
