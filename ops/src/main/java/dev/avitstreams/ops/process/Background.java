package dev.avitstreams.ops.process;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread that is waited for at the end of the block it was started in; its failure is kept for whoever asks. */
public final class Background implements AutoCloseable {
    private final Thread thread;
    private final AtomicReference<@Nullable Exception> failure;

    private Background(Thread thread, AtomicReference<@Nullable Exception> failure) {
        this.thread = thread;
        this.failure = failure;
    }

    public static Background start(String name, Runnable work) {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        failure.set(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return new Background(thread, failure);
    }

    public @Nullable Exception failure() {
        return failure.get();
    }

    public boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
