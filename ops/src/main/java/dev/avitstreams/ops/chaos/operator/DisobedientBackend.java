package dev.avitstreams.ops.chaos.operator;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.OperatingPoint;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The real backend, but for the moment at which an order lies in its {@link OrderFile}. Thread-safe. */
public final class DisobedientBackend implements Backend {
    private static final int THROWING_CALLS = 4;
    private static final int CRASHED = 134;
    private static final long MORE_THAN_THERE_IS = 1L << 50;

    private final Backend delegate;
    private final OrderFile orders;
    private final Duration stall;
    private final AtomicInteger throwing = new AtomicInteger();

    /** @param stall how late it comes back when told to */
    public DisobedientBackend(Backend delegate, OrderFile orders, Duration stall) {
        this.delegate = delegate;
        this.orders = orders;
        this.stall = stall;
    }

    @Override
    public void warmUp() throws InferenceException {
        delegate.warmUp();
    }

    @Override
    public List<Classification> classify(List<PreparedImage> batch, OperatingPoint point) throws InferenceException {
        orders.take().ifPresent(this::obey);
        if (throwing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throwNatively();
        }
        return delegate.classify(batch, point);
    }

    private void obey(OperatorOrder order) {
        switch (order) {
            case THROW -> throwing.set(THROWING_CALLS);
            case STALL -> LockSupport.parkNanos(stall.toNanos());
            case HANG -> hangNatively();
            case NO_NATIVE_MEMORY -> exhaustNativeMemory();
            case NO_HEAP -> exhaustHeap();
            case DIE -> Runtime.getRuntime().halt(CRASHED);
        }
    }

    private static void throwNatively() {
        Tensor tensor = torch.empty(MORE_THAN_THERE_IS);
        throw new IllegalStateException("There was memory for " + tensor.numel() + " numbers");
    }

    /** Opening a pipe that nobody writes to blocks in the kernel, and no interrupt ends it. */
    private void hangNatively() {
        Path pipe = orders.path().resolveSibling("nobody-writes-" + System.nanoTime());
        try {
            int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            if (made != 0) {
                throw new IOException("mkfifo ended with " + made);
            }
            try (FileInputStream ignored = new FileInputStream(pipe.toFile())) {
                throw new IllegalStateException("Somebody writes to " + pipe);
            } finally {
                Files.deleteIfExists(pipe);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot hang: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void exhaustNativeMemory() {
        try (BytePointer pointer = new BytePointer(MORE_THAN_THERE_IS)) {
            throw new IllegalStateException("There was memory for " + pointer.capacity() + " bytes");
        }
    }

    private static void exhaustHeap() {
        List<byte[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new byte[1 << 24]);
        }
    }

    @Override
    public String description() {
        return delegate.description();
    }

    @Override
    public int concurrentBatches() {
        return delegate.concurrentBatches();
    }

    @Override
    public OptionalInt framesPerWorker() {
        return delegate.framesPerWorker();
    }

    @Override
    public int workers() {
        return delegate.workers();
    }

    @Override
    public long busyNanos() {
        return delegate.busyNanos();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
