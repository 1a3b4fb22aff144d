package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One CUDA device: the rows of a whole batch packed together, pixels uploaded as bytes through pinned memory and
 * normalised on the device. One thread issues all work, so that batches follow each other on one stream while the next
 * one is being decoded.
 *
 * <p>The batch shares its matrix products, and a product's kernel is chosen by its size: other than on a CPU, logits may
 * differ in the last bits from one batch to another.
 *
 * <p><b>Compiled in every build, but not yet run on a GPU.</b>
 */
final class CudaBackend implements PassBackend {
    /** One on the device, one waiting for it. */
    private static final int CONCURRENT_BATCHES = 2;

    private final Device device;
    private final AVit model;
    private final PixelNormaliser normaliser;
    private final Answers answers;
    private final Completeness depthMaps;
    private final CpuWorkers issuer;

    CudaBackend(ModelFolder folder, Completeness depthMaps) {
        this.device = new Device("cuda:0").retainReference();
        this.normaliser = new PixelNormaliser(folder.manifest().normalisation(), device);
        this.model = AVit.load(
                folder.weights(),
                folder.manifest().architecture(),
                folder.manifest().gate(),
                device);
        this.answers = new Answers(folder);
        this.depthMaps = depthMaps;
        this.issuer = new CpuWorkers(1, "avit-cuda");
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException {
        return classify(batch, Pass.halting(point, depthMaps), point.name());
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, Pass pass, String name) throws InferenceException {
        PixelBatch.require(batch, model.architecture().imageSide());
        Callable<List<Classification>> work = () -> compute(batch, pass, name);
        return batch.isEmpty() ? List.of() : issuer.each(List.of(work)).get(0);
    }

    private List<Classification> compute(List<PreparedImage> batch, Pass pass, String name) {
        try (PointerScope scope = new PointerScope()) {
            Tensor normalised = normaliser.apply(upload(batch)); // [B, 3, S, S]
            List<Classification> classifications = new ArrayList<>();
            for (HaltingResult result : pass.run(model, normalised)) {
                classifications.add(answers.of(result, name));
            }
            return classifications;
        }
    }

    /** @return [B, 3, S, S] u8 on the device */
    private Tensor upload(List<PreparedImage> batch) {
        TensorOptions pinned = new TensorOptions(ScalarType.Byte).pinned_memory(new BoolOptional(true));
        Tensor staging = PixelBatch.stack(batch, pinned);
        boolean nonBlocking = true;
        boolean copy = true;
        // libtorch keeps pinned memory from reuse until the copy is through.
        return staging.to(device, ScalarType.Byte, nonBlocking, copy, new MemoryFormatOptional());
    }

    @Override
    public String description() {
        return "cuda:0 of " + torch.cuda_device_count();
    }

    @Override
    public int concurrentBatches() {
        return CONCURRENT_BATCHES;
    }

    @Override
    public void close() {
        issuer.close();
        model.close();
        normaliser.close();
        device.close();
    }
}
