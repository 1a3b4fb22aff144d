package dev.avitstreams.topology.service;

import dev.avitstreams.topology.startup.ClusterMonitor;
import dev.avitstreams.topology.startup.StartupRefusedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topology up: waits until the cluster is ready for it, runs it until it ends, and begins again.
 *
 * <pre>
 *  waiting ──cluster ready──▶ running ──ended by an error──▶ pausing ──▶ waiting
 *     └──── refused ────▶ ended ◀──── close, from any state
 * </pre>
 *
 * Owns one thread, and on it the current run.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final ClusterMonitor cluster;
    private final Preparation before;
    private final Supplier<TopologyRun> runs;
    private final Duration pause;
    private final Duration closeTimeout;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::supervise, "avit-supervisor");
    private final Object lock = new Object();
    private @Nullable TopologyRun current;

    /** What is waited for before the first run, on the supervisor's thread. */
    @FunctionalInterface
    interface Preparation {
        void await() throws InterruptedException;
    }

    /**
     * Not yet started.
     *
     * @param cluster reports by itself what is missing
     * @param before waited for once, when the cluster is ready for the first time
     * @param runs makes a run, not yet started
     * @param pause after a run that ended by itself
     */
    Supervisor(
            ClusterMonitor cluster,
            Preparation before,
            Supplier<TopologyRun> runs,
            Duration pause,
            Duration closeTimeout) {
        this.cluster = cluster;
        this.before = before;
        this.runs = runs;
        this.pause = pause;
        this.closeTimeout = closeTimeout;
    }

    void start() {
        thread.start();
    }

    /** Completes once closed; exceptionally, as a rule with a {@link StartupRefusedException}, if it cannot go on. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void supervise() {
        try {
            boolean isFirst = true;
            while (!isClosing()) {
                cluster.awaitReady();
                if (isFirst) {
                    before.await();
                    isFirst = false;
                }
                try (AutoCloseable watch = cluster.watch()) {
                    runOnce();
                }
                closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
            ended.complete(null);
        } catch (InterruptedException e) {
            ended.complete(null);
        } catch (StartupRefusedException refused) {
            LOG.error("The service cannot go on: {}", refused.getMessage());
            ended.completeExceptionally(refused);
        } catch (Exception | Error broken) {
            LOG.error("The service cannot go on", broken);
            ended.completeExceptionally(broken);
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            TopologyRun run = begin();
            if (run != null) {
                run.awaitEnd();
            }
        } catch (RuntimeException e) {
            if (!isClosing()) {
                LOG.error("The topology could not be started and will be tried again", e);
            }
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
        thread.interrupt();
        try {
            thread.join(closeTimeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
