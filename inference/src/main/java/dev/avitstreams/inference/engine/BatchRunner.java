package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the operator on a batch and, where it fails, finds out on which images: the batch is halved until the culprits
 * stand alone. The others are answered as if nothing had been.
 *
 * <p>A failure may be the operator's own, a device lost or memory exhausted, and then no image is to blame. So the
 * probe runs before the halving and again after it, and only while it passes is an image called a culprit. A batch
 * of n with one culprit costs 2 + 2·log₂ n further runs; a healthy batch costs none.
 *
 * <p>Stateless; any number of threads.
 */
public record BatchRunner(Backend backend, Probe probe) {

    /** @param side S, the model's input size in pixels */
    public static BatchRunner of(Backend backend, int side) {
        return new BatchRunner(backend, Probe.of(backend, side));
    }

    /** One verdict an image, in order. */
    public List<Verdict> run(List<PreparedImage> images, OperatingPoint point) {
        try {
            return attempt(images, point);
        } catch (InferenceException | RuntimeException e) {
            return probe.failure(point).map(broken -> allBroken(images, broken)).orElseGet(() -> judge(images, point));
        }
    }

    private List<Verdict> judge(List<PreparedImage> images, OperatingPoint point) {
        List<Verdict> verdicts = images.size() == 1 ? runHalf(images, point) : halve(images, point);
        if (verdicts.stream().noneMatch(Verdict.Culprit.class::isInstance)) {
            return verdicts;
        }
        Optional<ClassifierBrokenException> broken = probe.failure(point);
        return broken.isEmpty()
                ? verdicts
                : verdicts.stream()
                        .map(verdict -> verdict instanceof Verdict.Culprit ? new Verdict.Broken(broken.get()) : verdict)
                        .toList();
    }

    private List<Verdict> halve(List<PreparedImage> images, OperatingPoint point) {
        int middle = images.size() / 2;
        return Stream.concat(
                        runHalf(images.subList(0, middle), point).stream(),
                        runHalf(images.subList(middle, images.size()), point).stream())
                .toList();
    }

    private List<Verdict> runHalf(List<PreparedImage> images, OperatingPoint point) {
        try {
            return attempt(images, point);
        } catch (InferenceException | RuntimeException e) {
            return images.size() == 1 ? List.of(new Verdict.Culprit(e)) : halve(images, point);
        }
    }

    private List<Verdict> attempt(List<PreparedImage> images, OperatingPoint point) throws InferenceException {
        return Probe.classify(backend, images, point).stream()
                .<Verdict>map(Verdict.Answer::new)
                .toList();
    }

    private static List<Verdict> allBroken(List<PreparedImage> images, ClassifierBrokenException failure) {
        return Collections.nCopies(images.size(), new Verdict.Broken(failure));
    }
}
