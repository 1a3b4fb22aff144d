package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Warms a freshly opened backend up and shows that it computes, and the same twice to the bit, on a batch of synthetic
 * images that gives all workers something to do.
 */
public final class SelfTest {
    private static final int COPIES_FOR_A_WORKER = 8;

    private SelfTest() {}

    /** As {@link #run(Backend, int, List)}, at one point. */
    public static void run(Backend backend, int imageSide, OperatingPoint point) throws InferenceException {
        run(backend, imageSide, List.of(point));
    }

    /**
     * @param imageSide what the model takes, pixels
     * @param points of those that show it images of one side, the first is taken
     * @throws InferenceException if the backend fails or contradicts itself
     */
    public static void run(Backend backend, int imageSide, List<OperatingPoint> points) throws InferenceException {
        backend.warmUp();
        Set<Optional<Integer>> sides = new HashSet<>();
        for (OperatingPoint point : points) {
            if (sides.add(point.imageSide())) {
                computeTwice(backend, imageSide, point);
            }
        }
    }

    private static void computeTwice(Backend backend, int imageSide, OperatingPoint point) throws InferenceException {
        int copies = COPIES_FOR_A_WORKER * backend.workers();
        List<PreparedImage> batch = Collections.nCopies(copies, pattern(imageSide));
        List<float[]> first = logits(backend, batch, point);
        List<float[]> second = logits(backend, batch, point);
        for (int image = 0; image < copies; image++) {
            requireFinite(backend, first.get(image));
            if (!Arrays.equals(first.get(image), second.get(image))) {
                throw new InferenceException("The self-test of " + backend.description()
                        + " gave different scores for the same batch: do not trust this installation.");
            }
        }
    }

    private static void requireFinite(Backend backend, float[] logits) throws InferenceException {
        for (int index = 0; index < logits.length; index++) {
            if (!Float.isFinite(logits[index])) {
                throw new InferenceException("The self-test of " + backend.description() + " gave the score "
                        + logits[index] + " for class " + index + ": the weights are damaged.");
            }
        }
    }

    private static List<float[]> logits(Backend backend, List<PreparedImage> batch, OperatingPoint point)
            throws InferenceException {
        return backend.classify(batch, point).stream()
                .map(Classification::logits)
                .toList();
    }

    /** Overlapping ramps in three colours: the same on every machine, and nothing a model answers with confidence. */
    private static PreparedImage pattern(int side) {
        byte[] pixels = new byte[3 * side * side];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    pixels[(channel * side + y) * side + x] = (byte) (x * (channel + 1) + y * (3 - channel));
                }
            }
        }
        return new PreparedImage(side, pixels);
    }
}
