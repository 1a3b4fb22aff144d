package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Answers with the mean red of the image, at once; may be told to fail or to wait. Thread-safe. */
final class FakeBackend implements Backend {
    static final int SIDE = 16;
    static final ModelIdentity IDENTITY = new ModelIdentity("fake", "1", "00");
    static final OperatingPoint POINT = new OperatingPoint("only", 0.99f, 0, Optional.empty());

    final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    final AtomicInteger closed = new AtomicInteger();

    /** Fails a batch with an image it holds of. */
    volatile Predicate<PreparedImage> failing = image -> false;

    /** Throws this instead of answering. */
    volatile Optional<Error> error = Optional.empty();

    /** Throws this, too. */
    volatile Optional<InferenceException> failure = Optional.empty();

    /** Gives not-a-number instead of an answer. */
    volatile boolean notANumber;

    /** Of both workers together. */
    volatile long busyNanos;

    /** None: each batch has the whole device. */
    volatile OptionalInt framesPerWorker = OptionalInt.empty();

    /** One permit is taken by each batch. */
    volatile Optional<Semaphore> gate = Optional.empty();

    private final ModelIdentity identity;

    FakeBackend() {
        this(IDENTITY);
    }

    FakeBackend(ModelIdentity identity) {
        this.identity = identity;
    }

    LoadedModel loaded() {
        return new LoadedModel(this, identity, SIDE, List.of(POINT));
    }

    static int meanRed(PreparedImage image) {
        int sum = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            sum += image.pixels()[i] & 0xFF;
        }
        return sum / (SIDE * SIDE);
    }

    @Override
    public void warmUp() {
        // nothing to warm
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException {
        gate.ifPresent(Semaphore::acquireUninterruptibly);
        batchSizes.add(batch.size());
        error.ifPresent(e -> {
            throw e;
        });
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (batch.stream().anyMatch(failing)) {
            throw new InferenceException("told to fail on a batch of " + batch.size());
        }
        return batch.stream().map(image -> answer(image, point)).toList();
    }

    private Classification answer(PreparedImage image, OperatingPoint point) {
        int red = meanRed(image);
        float[] logits = {notANumber ? Float.NaN : red, Arrays.hashCode(image.pixels())};
        return new Classification(
                List.of(new Prediction(0, "red", "red " + red, 1)),
                logits,
                1,
                1,
                new DepthMap(1, 1, new byte[] {1}, DepthMap.Completeness.COMPLETE),
                new int[] {2},
                1,
                2,
                point.name(),
                identity);
    }

    @Override
    public String description() {
        return "fake";
    }

    @Override
    public int concurrentBatches() {
        return 2;
    }

    @Override
    public OptionalInt framesPerWorker() {
        return framesPerWorker;
    }

    @Override
    public int workers() {
        return 2;
    }

    @Override
    public long busyNanos() {
        return busyNanos;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
