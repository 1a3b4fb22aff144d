package dev.avitstreams.inference.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Fixed pools of numbered daemon threads: a classifier that nobody closed does not keep the process alive. */
final class WorkerThreads {
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
        pool.prestartAllCoreThreads();
        return pool;
    }

    /** Waits until what was handed over is done, then the threads are gone; an interrupt is kept for later. */
    static void drain(ExecutorService pool) {
        pool.shutdown();
        boolean interrupted = false;
        boolean finished = false;
        while (!finished) {
            try {
                finished = pool.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
