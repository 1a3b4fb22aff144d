package dev.avitstreams.inference.engine;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fixed pools of numbered daemon threads: a classifier that nobody closed does not keep the process alive. */
final class WorkerThreads {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerThreads.class);
    private static final Duration LOOK_UP = Duration.ofMillis(200);

    private WorkerThreads() {}

    /** All threads are started here, so that handing over work later cannot fail for want of one. */
    static ExecutorService start(String prefix, int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, prefix + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            pool.prestartAllCoreThreads();
        } catch (Throwable e) {
            pool.shutdownNow();
            throw e;
        }
        return pool;
    }

    /** A single daemon thread that does so, time and again, until shut down; what the work throws is logged. */
    static ScheduledExecutorService tick(String name, Duration every, Runnable work) {
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        tick(ticks, name, every, work);
        return ticks;
    }

    /** On a thread that does other things, too; none of them may take long. */
    static void tick(ScheduledExecutorService ticks, String name, Duration every, Runnable work) {
        ticks.scheduleAtFixedRate(() -> guarded(name, work), every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void guarded(String name, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) { // an Error too: the executor would silently never run it again
            LOG.error("{} failed, and goes on", name, e);
        }
    }

    /**
     * Waits until what was handed over is done, then the threads are gone; an interrupt is kept for later.
     *
     * @param lost whether waiting has become pointless; the threads are then left as they are
     */
    static void drain(ExecutorService pool, BooleanSupplier lost) {
        drain(pool, lost, Duration.ofNanos(Long.MAX_VALUE));
    }

    /** As above, but no longer than that. */
    static void drain(ExecutorService pool, BooleanSupplier lost, Duration atMost) {
        long began = System.nanoTime();
        pool.shutdown();
        boolean interrupted = false;
        boolean finished = false;
        while (!finished && !lost.getAsBoolean() && System.nanoTime() - began < atMost.toNanos()) {
            try {
                finished = pool.awaitTermination(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
