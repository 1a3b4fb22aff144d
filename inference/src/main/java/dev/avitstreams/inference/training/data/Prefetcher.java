package dev.avitstreams.inference.training.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes batches a few steps ahead on one thread of its own. The caller's side belongs to one thread. */
public final class Prefetcher implements AutoCloseable {
    private static final int AHEAD = 2;

    private final BatchSource source;
    private final long lastStep;
    private final ExecutorService maker;
    private final Deque<Future<TrainingBatch>> coming = new ArrayDeque<>();
    private long next;

    /**
     * @param firstStep that {@link #take} will give
     * @param lastStep no batch is made beyond it
     */
    public Prefetcher(BatchSource source, long firstStep, long lastStep) {
        this.source = source;
        this.next = firstStep;
        this.lastStep = lastStep;
        this.maker = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "avit-training-images");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The batch of the next step; waits for it. */
    public TrainingBatch take() throws IOException, InterruptedException {
        while (coming.size() <= AHEAD && next <= lastStep) {
            long step = next++;
            coming.add(maker.submit(() -> source.batch(step)));
        }
        try {
            return coming.remove().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("a training batch could not be made", cause);
        }
    }

    @Override
    public void close() {
        maker.shutdownNow();
    }
}
