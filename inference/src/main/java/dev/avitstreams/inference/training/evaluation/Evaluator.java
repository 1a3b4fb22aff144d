package dev.avitstreams.inference.training.evaluation;

import dev.avitstreams.inference.device.CpuWorkers;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Normalisation;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.augmentation.PixelAugmenter;
import dev.avitstreams.inference.training.augmentation.Target;
import dev.avitstreams.inference.training.data.ImageSet;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Runs validation images through the operator itself, with the transform it is served with, side by side on workers of
 * its own. Sets libtorch's threads for the process to one.
 */
public final class Evaluator implements AutoCloseable {
    private final ImageSet images;
    private final List<Integer> chosen;
    private final ImageDecoder decoder;
    private final PixelAugmenter normaliser;
    private final CpuWorkers workers;
    private final List<Integer> teacherClasses; // of each chosen image

    /**
     * @param most images to look at, evenly spaced
     * @param teacher is asked here, and not kept
     * @throws InferenceException if an image cannot be read or the teacher fails
     */
    public Evaluator(ImageSet images, int most, Normalisation normalisation, AVit teacher, int workerCount)
            throws InferenceException {
        int count = Math.min(most, images.size());
        this.images = images;
        this.chosen = IntStream.range(0, count)
                .mapToObj(place -> (int) ((long) place * images.size() / count))
                .toList();
        this.decoder = new ImageDecoder(teacher.architecture().imageSide(), DecodeLimits.DEFAULT);
        this.normaliser = new PixelAugmenter(Augmentation.NONE, normalisation);
        this.workers = new CpuWorkers(workerCount);
        this.teacherClasses =
                each(pixels -> Verdict.best(teacher.dense(pixels).get(0).logits()));
    }

    /** How many are looked at. */
    public int images() {
        return chosen.size();
    }

    /**
     * @param threshold τ
     * @throws InferenceException if an image cannot be read or the model fails
     */
    public Evaluation evaluate(AVit model, float threshold) throws InferenceException {
        HaltingRule rule = new HaltingRule(threshold, 0, Completeness.COMPLETE);
        List<Verdict> verdicts =
                each(pixels -> Verdict.of(model.halting(pixels, rule).get(0), model.architecture()));
        return summary(verdicts);
    }

    private Evaluation summary(List<Verdict> verdicts) {
        int labelled = 0;
        int right = 0;
        int teacherRight = 0;
        int agreed = 0;
        for (int place = 0; place < verdicts.size(); place++) {
            int label = images.label(chosen.get(place));
            int best = verdicts.get(place).best();
            int theirs = teacherClasses.get(place);
            labelled += label == Target.UNLABELLED ? 0 : 1;
            right += label == best ? 1 : 0;
            teacherRight += label == theirs ? 1 : 0;
            agreed += best == theirs ? 1 : 0;
        }
        return new Evaluation(
                verdicts.size(),
                labelled,
                (double) right / labelled,
                (double) teacherRight / labelled,
                (double) agreed / verdicts.size(),
                mean(verdicts, Verdict::gmacs),
                mean(verdicts, Verdict::gmacsEarlyExit),
                mean(verdicts, Verdict::meanDepth),
                mean(verdicts, verdict -> (double) verdict.classDepth()));
    }

    private static double mean(List<Verdict> verdicts, Function<Verdict, Double> value) {
        return verdicts.stream().mapToDouble(value::apply).average().orElse(Double.NaN);
    }

    private <T> List<T> each(Function<Tensor, T> look) throws InferenceException {
        return workers.each(chosen.stream()
                .map(image -> (Callable<T>) () -> look(image, look))
                .toList());
    }

    private <T> T look(int image, Function<Tensor, T> look) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            PreparedImage prepared = decoder.decode(images.read(image));
            int side = prepared.side();
            float[] values = new float[3 * side * side];
            normaliser.apply(prepared, new SplittableRandom(0), values, 0);
            FloatPointer pixels = new FloatPointer(values);
            return look.apply(torch.from_blob(pixels, 1, 3, side, side)); // [1, 3, S, S], a view of pixels
        } catch (FrameRejectedException e) {
            throw new IOException("validation image " + images.name(image) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
