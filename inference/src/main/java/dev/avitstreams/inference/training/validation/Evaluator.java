package dev.avitstreams.inference.training.validation;

import dev.avitstreams.inference.device.CpuWorkers;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.halting.CpuThreads;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.inference.model.Normalisation;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.augmentation.PixelAugmenter;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Shows the validation images to a contender, with the transform that frames are served with, side by side on workers of
 * its own, one thread each. Sets libtorch's threads for the process to one.
 */
public final class Evaluator implements AutoCloseable {
    private final ImageSet images;
    private final List<Integer> chosen;
    private final ImageDecoder decoder;
    private final PixelAugmenter normaliser;
    private final CpuWorkers workers;

    /**
     * @param most images to look at, evenly spaced
     * @param side S of the models, pixels
     */
    public Evaluator(ImageSet images, int most, int side, Normalisation normalisation, int workerCount) {
        this.images = images;
        this.chosen = images.evenly(most);
        this.decoder = new ImageDecoder(side, DecodeLimits.DEFAULT);
        this.normaliser = new PixelAugmenter(Augmentation.NONE, normalisation);
        this.workers = new CpuWorkers(workerCount);
    }

    /** How many are looked at. */
    public int images() {
        return chosen.size();
    }

    /** Classes of the images, in order; {@link ImageSet#UNLABELLED} where there is none. */
    public List<Integer> labels() {
        return chosen.stream().map(images::label).toList();
    }

    /**
     * @return one judgement an image, in order
     * @throws InferenceException if an image cannot be read or the contender fails
     */
    public List<Judgement> ask(Contender contender) throws InferenceException {
        return workers.each(IntStream.range(0, chosen.size())
                .mapToObj(place -> (Callable<Judgement>) () -> look(chosen.get(place), contender))
                .toList());
    }

    private Judgement look(int image, Contender contender) throws IOException {
        CpuThreads.useOne(); // others in this process may have set the BLAS to more since the worker began
        try (PointerScope scope = new PointerScope()) {
            PreparedImage prepared = decoder.decode(images.read(image));
            int side = prepared.side();
            float[] values = new float[3 * side * side];
            normaliser.apply(prepared, new SplittableRandom(0), values, 0);
            FloatPointer pixels = new FloatPointer(values);
            Tensor tensor = torch.from_blob(pixels, 1, 3, side, side); // [1, 3, S, S], a view of pixels
            return contender.judge(tensor, images.label(image));
        } catch (FrameRejectedException e) {
            throw new IOException("image " + images.name(image) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
