package dev.avitstreams.topology.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topology up: waits until the cluster passes its checks, runs the topology until it ends, and begins again.
 *
 * <pre>
 *  checking ──all well──▶ running ──ended by an error──▶ pausing ──▶ checking
 *      └───────not well──▶ pausing                            (any) ──close──▶ closed
 * </pre>
 *
 * Owns one thread, and on it the current run.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final BooleanSupplier clusterReady;
    private final Supplier<TopologyRun> runs;
    private final Duration pause;
    private final Duration closeTimeout;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::supervise, "avit-supervisor");
    private final Object lock = new Object();
    private @Nullable TopologyRun current;

    /**
     * Not yet started.
     *
     * @param clusterReady whether the topology may be started; reports by itself what is missing
     * @param runs makes a run, not yet started
     * @param pause between two checks, and after an error
     */
    Supervisor(BooleanSupplier clusterReady, Supplier<TopologyRun> runs, Duration pause, Duration closeTimeout) {
        this.clusterReady = clusterReady;
        this.runs = runs;
        this.pause = pause;
        this.closeTimeout = closeTimeout;
    }

    void start() {
        thread.start();
    }

    private void supervise() {
        try {
            while (!isClosing()) {
                if (clusterReady.getAsBoolean()) {
                    runOnce();
                }
                closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            TopologyRun run = begin();
            if (run != null) {
                run.awaitEnd();
            }
        } catch (RuntimeException e) {
            LOG.error("The topology could not be started and will be tried again", e);
        } finally {
            end();
        }
    }

    private @Nullable TopologyRun begin() {
        TopologyRun run;
        synchronized (lock) {
            if (isClosing()) {
                return null;
            }
            run = runs.get();
            current = run;
        }
        run.start();
        return run;
    }

    private void end() {
        TopologyRun run;
        synchronized (lock) {
            run = current;
            current = null;
        }
        if (run != null) {
            run.close(closeTimeout);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Ends the current run, committing what was processed, and waits for the thread. */
    @Override
    public void close() {
        closing.countDown();
        end();
        try {
            thread.join(closeTimeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
