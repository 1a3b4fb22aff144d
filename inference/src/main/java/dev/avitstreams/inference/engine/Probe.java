package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.Optional;

/**
 * Tells a broken operator from a bad frame: an image known to work goes through the operator. Thread-safe.
 *
 * @param image soft colour ramps, the kind of thing every model has an answer to
 */
public record Probe(Backend backend, PreparedImage image) {

    /** @param side S, the model's input size in pixels */
    static Probe of(Backend backend, int side) {
        byte[] pixels = new byte[3 * side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = y * side + x;
                pixels[at] = (byte) (255 * x / side);
                pixels[side * side + at] = (byte) (255 * y / side);
                pixels[2 * side * side + at] = (byte) (255 * (x + y) / (2 * side));
            }
        }
        return new Probe(backend, new PreparedImage(side, pixels));
    }

    /** Why the operator is broken; empty if it answers. */
    Optional<ClassifierBrokenException> failure(OperatingPoint point) {
        try {
            List<Classification> unused = classify(backend, List.of(image), point);
            return Optional.empty();
        } catch (InferenceException | RuntimeException e) {
            return Optional.of(new ClassifierBrokenException(
                    "The operator on " + backend.description() + " fails on its own test image: " + e.getMessage(), e));
        }
    }

    /** The operator's answers, one per image and every logit a number; anything else is a failure. */
    static List<Classification> classify(Backend backend, List<PreparedImage> images, OperatingPoint point)
            throws InferenceException {
        List<Classification> answers = answers(backend, images, point);
        if (answers.size() != images.size()) {
            throw new IllegalStateException(
                    "The operator gave " + answers.size() + " answers for " + images.size() + " images");
        }
        for (Classification answer : answers) {
            for (float logit : answer.logits()) {
                if (!Float.isFinite(logit)) {
                    throw new IllegalStateException(
                            "The operator gave a logit of " + logit + "; the model's weights may be damaged");
                }
            }
        }
        return answers;
    }

    /** Exhausted memory is nobody's fault: it ends the batch as what it is, also out of a backend's own threads. */
    private static List<Classification> answers(Backend backend, List<PreparedImage> images, OperatingPoint point)
            throws InferenceException {
        try {
            return backend.classify(images, point);
        } catch (InferenceException e) {
            if (e.getCause() instanceof OutOfMemoryError exhausted) {
                throw exhausted;
            }
            throw e;
        }
    }
}
