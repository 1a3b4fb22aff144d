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
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * One CUDA device: the rows of a whole batch packed together, pixels uploaded as bytes through pinned memory and
 * normalised on the device. One thread issues all work, to a stream of its own, so that batches follow each other while the
 * next one is being decoded; it has read a batch's results before it stages the next.
 *
 * <p>The batch shares its matrix products, and a product's kernel is chosen by its size: other than on a CPU, logits may
 * differ in the last bits from one batch to another, and the multiply-accumulates of an image include rows that halted since
 * rows were last dropped.
 *
 * <p><b>Compiled in every build and tested with a CPU in the device's place, but not yet run on a GPU.</b>
 */
final class CudaBackend implements PassBackend {
    /** One on the device, one waiting for it. */
    private static final int CONCURRENT_BATCHES = 2;

    private final DeviceStream stream;
    private final AVit model;
    private final PixelNormaliser normaliser;
    private final PixelStaging staging;
    private final Answers answers;
    private final Completeness depthMaps;
    private final OperatorPrecision precision;
    private final CpuWorkers issuer;

    /** @param stream taken over */
    CudaBackend(ModelFolder folder, BackendOptions options, DeviceStream stream) {
        this.stream = stream;
        this.depthMaps = options.depthMaps();
        this.precision = options.precision();
        this.model = stream.issue(() -> AVit.onDevice(folder, stream.device(), precision));
        this.normaliser =
                stream.issue(() -> new PixelNormaliser(folder.manifest().normalisation(), stream.device()));
        this.staging = new PixelStaging(stream, model.architecture().imageSide());
        this.answers = new Answers(folder);
        this.issuer = new CpuWorkers(1, "avit-cuda");
    }

    @Override
    public void warmUp() {
        // the first batch of a size brings what it needs: there are few sizes
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException {
        return classify(batch, Pass.halting(point, depthMaps), point.name());
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, Pass pass, String name) throws InferenceException {
        PixelBatch.require(batch, model.architecture().imageSide());
        List<PreparedImage> shown =
                PixelBatch.shown(batch, pass.imageSide(model.architecture().imageSide()));
        Callable<List<Classification>> work = () -> stream.issue(() -> compute(shown, pass, name));
        return batch.isEmpty() ? List.of() : issuer.each(List.of(work)).get(0);
    }

    private List<Classification> compute(List<PreparedImage> batch, Pass pass, String name) {
        try (PointerScope scope = new PointerScope()) {
            Tensor normalised = normaliser.apply(staging.upload(batch)); // [B, 3, S, S]
            List<Classification> classifications = new ArrayList<>();
            for (HaltingResult result : pass.run(model, normalised)) {
                classifications.add(answers.of(result, name));
            }
            return classifications;
        }
    }

    @Override
    public String description() {
        return stream.description()
                + (precision == OperatorPrecision.F32
                        ? ""
                        : " (" + precision.name().toLowerCase(Locale.ROOT) + ")");
    }

    @Override
    public int concurrentBatches() {
        return CONCURRENT_BATCHES;
    }

    @Override
    public OptionalInt framesPerWorker() {
        return OptionalInt.empty();
    }

    /** The one thread that issues work and waits for it. */
    @Override
    public int workers() {
        return issuer.count();
    }

    @Override
    public long busyNanos() {
        return issuer.busyNanos();
    }

    @Override
    public void close() {
        issuer.close();
        model.close();
        normaliser.close();
        staging.close();
        stream.close();
    }
}
