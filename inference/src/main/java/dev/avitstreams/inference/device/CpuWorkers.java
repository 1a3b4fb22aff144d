package dev.avitstreams.inference.device;

import dev.avitstreams.inference.halting.CpuThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that compute a task each. Inside a worker libtorch and its BLAS use that one thread: more threads per image
 * are slower than more images, and several thread pools fighting for the cores are slower still. Callable from any thread.
 */
public final class CpuWorkers implements AutoCloseable {
    private static final AtomicInteger POOLS = new AtomicInteger();

    private final int count;
    private final ExecutorService executor;
    private final BusyTime busy = new BusyTime(System::nanoTime);

    public CpuWorkers(int count) {
        this(count, "avit-cpu");
    }

    CpuWorkers(int count, String threadName) {
        this.count = count;
        int pool = POOLS.incrementAndGet();
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(count, work -> {
            Runnable alone = () -> {
                CpuThreads.useOne();
                work.run();
            };
            Thread thread = new Thread(alone, threadName + "-" + pool + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    public int count() {
        return count;
    }

    /** What all of them together have computed so far. */
    long busyNanos() {
        return busy.nanos();
    }

    /**
     * Runs the tasks side by side and waits for all of them.
     *
     * @return their results, in order
     * @throws InferenceException if any failed, once all have ended
     */
    public <T> List<T> each(List<? extends Callable<T>> tasks) throws InferenceException {
        try {
            List<T> results = new ArrayList<>(tasks.size());
            List<Callable<T>> timed = new ArrayList<>(tasks.size());
            tasks.forEach(task -> timed.add(() -> timed(task)));
            for (Future<T> done : executor.invokeAll(timed)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new InferenceException("The model failed on a batch: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceException("Interrupted while waiting for a batch", e);
        }
    }

    private <T> T timed(Callable<T> task) throws Exception {
        busy.begin();
        try {
            return task.call();
        } finally {
            busy.end();
        }
    }

    /**
     * Shares work out: neighbours together, but no worker idle for that.
     *
     * @param most items in a share
     */
    public <T> List<List<T>> shares(List<T> items, int most) {
        int evenly = (items.size() + count - 1) / count;
        int size = Math.max(1, Math.min(evenly, most));
        List<List<T>> shares = new ArrayList<>();
        for (int start = 0; start < items.size(); start += size) {
            shares.add(items.subList(start, Math.min(items.size(), start + size)));
        }
        return shares;
    }

    /** Waits for what is running, then ends the threads. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
