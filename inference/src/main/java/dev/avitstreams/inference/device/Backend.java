package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.OptionalInt;

/**
 * Runs one model on one device. Owns the model's native memory and its threads until closed.
 *
 * <p>Calls may come from several threads at once. What a frame's result is does not depend on the batch it is
 * in; on a CPU to the bit, on a GPU but for the last bits of the logits.
 */
public interface Backend extends AutoCloseable {

    /**
     * Compiles before the first frame what frames of all numbers of tokens would otherwise wait for one by one, where the
     * device compiles for such. Frames may be classified without, and meanwhile.
     *
     * @throws InferenceException if the backend fails
     */
    void warmUp() throws InferenceException;

    /**
     * Classifies a batch; results in the order of the images.
     *
     * @throws InferenceException if the batch as a whole failed; the caller may retry its parts
     */
    List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException;

    /** For logs and metrics, for example {@code cpu (2 workers)} or {@code cuda:0 NVIDIA L4}. */
    String description();

    /** Batches worth keeping under way at once: so many that workers hardly idle, and no more, for those that come wait for them. */
    int concurrentBatches();

    /**
     * Where a batch is one worker's: the most frames of it that gain from being together. More are sooner done as several
     * batches side by side, and those that come meanwhile wait for less. Empty where each batch has the whole device.
     */
    OptionalInt framesPerWorker();

    /** Workers that compute side by side. */
    int workers();

    /** What all workers together have computed since the backend was opened, what they are at included; only rises. */
    long busyNanos();

    @Override
    void close();
}
