package dev.avitstreams.bench;

import dev.avitstreams.bench.Contender.Worker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Computes all images once and again, every worker on a thread of its own that takes the next image. */
final class Rounds implements AutoCloseable {
    private final int images;
    private final List<Worker> workers = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * @param wallNanos of the whole round
     * @param medianNanos of one image
     * @param logits [count][C]
     */
    record Round(long wallNanos, long medianNanos, List<float[]> logits) {}

    Rounds(Contender contender, int images, int workers) throws ContenderException {
        this.images = images;
        for (int worker = 0; worker < workers; worker++) {
            this.workers.add(contender.worker());
        }
        this.threads = Executors.newFixedThreadPool(workers);
    }

    Round run() throws ContenderException, InterruptedException {
        long[] nanos = new long[images];
        float[][] logits = new float[images][];
        AtomicInteger next = new AtomicInteger();
        List<Callable<Integer>> shares = new ArrayList<>();
        for (Worker worker : workers) {
            shares.add(() -> {
                int done = 0;
                for (int image = next.getAndIncrement(); image < images; image = next.getAndIncrement()) {
                    long begin = System.nanoTime();
                    logits[image] = worker.logits(image);
                    nanos[image] = System.nanoTime() - begin;
                    done++;
                }
                return done;
            });
        }
        long begin = System.nanoTime();
        List<Future<Integer>> ended = threads.invokeAll(shares);
        long wall = System.nanoTime() - begin;
        for (Future<Integer> share : ended) {
            requireSuccess(share);
        }
        Arrays.sort(nanos);
        return new Round(wall, nanos[images / 2], List.of(logits));
    }

    private static void requireSuccess(Future<Integer> share) throws ContenderException, InterruptedException {
        try {
            share.get();
        } catch (ExecutionException e) {
            throw new ContenderException("an image could not be computed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
