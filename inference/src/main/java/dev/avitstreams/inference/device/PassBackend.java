package dev.avitstreams.inference.device;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.OptionalInt;

/** A backend that also computes what nobody serves, with the same weights, pixels and threads: for comparisons. */
public interface PassBackend extends Backend {

    /**
     * As {@link #classify(List, OperatingPoint)}, by another way through the network.
     *
     * @param name stands in the results as their operating point
     */
    List<Classification> classify(List<PreparedImage> batch, Pass pass, String name) throws InferenceException;

    /** A view that takes this one way, whatever operating point it is told. Closing it closes nothing. */
    default Backend taking(Pass pass) {
        PassBackend backend = this;
        return new Backend() {
            @Override
            public void warmUp() throws InferenceException {
                backend.warmUp();
            }

            @Override
            public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point)
                    throws InferenceException {
                return backend.classify(batch, pass, point.name());
            }

            @Override
            public String description() {
                return backend.description();
            }

            @Override
            public int concurrentBatches() {
                return backend.concurrentBatches();
            }

            @Override
            public OptionalInt framesPerWorker() {
                return backend.framesPerWorker();
            }

            @Override
            public int workers() {
                return backend.workers();
            }

            @Override
            public long busyNanos() {
                return backend.busyNanos();
            }

            @Override
            public void close() {
                // its owner closes the backend
            }
        };
    }
}
