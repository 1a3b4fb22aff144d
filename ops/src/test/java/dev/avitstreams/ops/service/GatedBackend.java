package dev.avitstreams.ops.service;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Notes the batches of frames and keeps them until it is opened; the self-test, which is on another thread, it lets through.
 * One batch at a time. Thread-safe.
 */
final class GatedBackend implements Backend {
    private final Backend real;
    private final List<List<PreparedImage>> batches = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    GatedBackend(Backend real) {
        this.real = real;
    }

    void open() {
        gate.countDown();
    }

    /** The one that waits included. */
    List<List<PreparedImage>> batches() {
        return batches;
    }

    @Override
    public void warmUp() {
        // nothing to warm
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException {
        if (Thread.currentThread().getName().startsWith("avit-dispatch")) {
            batches.add(List.copyOf(batch));
            awaitOpening();
        }
        return real.classify(batch, point);
    }

    private void awaitOpening() throws InferenceException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new InferenceException("interrupted at the gate");
        }
    }

    @Override
    public String description() {
        return real.description();
    }

    @Override
    public int concurrentBatches() {
        return 1;
    }

    @Override
    public OptionalInt framesPerWorker() {
        return OptionalInt.empty();
    }

    @Override
    public int workers() {
        return real.workers();
    }

    @Override
    public long busyNanos() {
        return real.busyNanos();
    }

    @Override
    public void close() {
        real.close();
    }
}
