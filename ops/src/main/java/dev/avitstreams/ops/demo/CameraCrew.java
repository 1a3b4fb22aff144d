package dev.avitstreams.ops.demo;

import dev.avitstreams.ops.camera.Camera;
import dev.avitstreams.ops.camera.FrameBudget;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Several cameras, a thread each, until their common budget ends or stopping is wished. */
final class CameraCrew implements AutoCloseable {
    private final StopSignal stop = StopSignal.internal();
    private final List<Camera> cameras;
    private final List<Thread> threads;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private CameraCrew(List<Camera> cameras, FrameBudget budget) {
        this.cameras = cameras;
        this.threads = cameras.stream()
                .map(camera -> new Thread(() -> run(camera, budget), "camera-" + camera.id()))
                .toList();
    }

    static CameraCrew start(List<Camera> cameras, FrameBudget budget) {
        CameraCrew crew = new CameraCrew(cameras, budget);
        crew.threads.forEach(Thread::start);
        return crew;
    }

    private void run(Camera camera, FrameBudget budget) {
        try {
            camera.run(budget, stop);
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            stop.request();
        }
    }

    /** Frames the broker has confirmed. */
    long sent() {
        return cameras.stream()
                .mapToLong(camera -> camera.tally().acknowledged())
                .sum();
    }

    boolean isDone() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Why a camera gave up, if one did. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Stops the cameras and waits for the frames under way. */
    @Override
    public void close() {
        stop.request();
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
