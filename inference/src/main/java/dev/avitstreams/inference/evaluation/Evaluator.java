package dev.avitstreams.inference.evaluation;

import dev.avitstreams.inference.device.CpuWorkers;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.halting.CpuThreads;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Normalisation;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.augmentation.PixelAugmenter;
import dev.avitstreams.inference.training.data.ImageSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Shows the same images to several contenders, with the transform that frames are served with, side by side on workers of
 * its own, one thread each. Sets libtorch's threads for the process to one.
 */
public final class Evaluator implements AutoCloseable {
    /** Images between two reports of progress. */
    private static final int STRIDE = 16;

    private final ImageSet images;
    private final List<Integer> chosen;
    private final ImageDecoder decoder;
    private final PixelAugmenter normaliser;
    private final CpuWorkers workers;

    private record Timed(Answer answer, double millis) {}

    /**
     * @param most images to look at, evenly spaced
     * @param side S of the models, pixels
     */
    public Evaluator(ImageSet images, int most, int side, Normalisation normalisation, int workerCount) {
        int count = Math.min(most, images.size());
        this.images = images;
        this.chosen = IntStream.range(0, count)
                .mapToObj(place -> (int) ((long) place * images.size() / count))
                .toList();
        this.decoder = new ImageDecoder(side, DecodeLimits.DEFAULT);
        this.normaliser = new PixelAugmenter(Augmentation.NONE, normalisation);
        this.workers = new CpuWorkers(workerCount);
    }

    /** How many are looked at. */
    public int images() {
        return chosen.size();
    }

    /** @throws InferenceException if an image cannot be read or the contender fails */
    public Answers ask(Contender contender) throws InferenceException {
        return ask(List.of(contender), done -> {}).get(0);
    }

    /**
     * Every contender computes an image before the next image comes, beginning with another one each time, so that their
     * times can be compared.
     *
     * @param progress told how many images are done
     * @return as many, in order
     * @throws InferenceException if an image cannot be read or a contender fails
     */
    public List<Answers> ask(List<Contender> contenders, IntConsumer progress) throws InferenceException {
        List<List<Timed>> perImage = new ArrayList<>();
        for (int from = 0; from < chosen.size(); from += STRIDE) {
            List<Integer> some = chosen.subList(from, Math.min(chosen.size(), from + STRIDE));
            int before = from;
            perImage.addAll(workers.each(IntStream.range(0, some.size())
                    .mapToObj(place -> (Callable<List<Timed>>) () -> look(some.get(place), before + place, contenders))
                    .toList()));
            progress.accept(perImage.size());
        }
        List<Integer> labels = chosen.stream().map(images::label).toList();
        return IntStream.range(0, contenders.size())
                .mapToObj(contender -> new Answers(
                        labels,
                        perImage.stream()
                                .map(all -> all.get(contender).answer())
                                .toList(),
                        perImage.stream()
                                .map(all -> all.get(contender).millis())
                                .toList()))
                .toList();
    }

    /** @param place decides who begins */
    private List<Timed> look(int image, int place, List<Contender> contenders) throws IOException {
        CpuThreads.useOne(); // others in this process may have set the BLAS to more since the worker began
        try (PointerScope scope = new PointerScope()) {
            PreparedImage prepared = decoder.decode(images.read(image));
            int side = prepared.side();
            float[] values = new float[3 * side * side];
            normaliser.apply(prepared, new SplittableRandom(0), values, 0);
            FloatPointer pixels = new FloatPointer(values);
            Tensor tensor = torch.from_blob(pixels, 1, 3, side, side); // [1, 3, S, S], a view of pixels
            Timed[] answers = new Timed[contenders.size()];
            for (int turn = 0; turn < answers.length; turn++) {
                int contender = (place + turn) % answers.length;
                long begin = System.nanoTime();
                Answer answer = contenders.get(contender).answer(tensor);
                answers[contender] = new Timed(answer, (System.nanoTime() - begin) / 1e6);
            }
            return List.of(answers);
        } catch (FrameRejectedException e) {
            throw new IOException("image " + images.name(image) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
