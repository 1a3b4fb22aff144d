package dev.avitstreams.topology.rollout;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.schemas.ModelAnnouncement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the announcements of one role, one after the other, on a thread of its own.
 *
 * <pre>
 *  idle ──wanted──▶ loading ──ready──▶ taking over ──▶ idle
 *    ▲                 ├──fails, takes too long──▶ refused ──┐
 *    │                 └──another wanted──▶ superseded ──────┤
 *    └────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Whatever happens before a take-over leaves the present model as it is. Of several announcements that wait only the
 * last is carried out. Thread-safe.
 */
public final class ModelRollOut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelRollOut.class);
    private static final Duration CLOSE = Duration.ofSeconds(20);

    private final ModelRole role;
    private final ModelSeat seat;
    private final Duration loadTimeout;
    private final RollOutListener listener;
    private final Thread thread;

    @GuardedBy("this")
    private @Nullable Order next;

    @GuardedBy("this")
    private boolean busy;

    @GuardedBy("this")
    private boolean closed;

    private record Order(Optional<ModelAnnouncement> announced) {}

    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /** @param loadTimeout after which a loading is given up */
    public ModelRollOut(ModelRole role, ModelSeat seat, Duration loadTimeout, RollOutListener listener) {
        this.role = role;
        this.seat = seat;
        this.loadTimeout = loadTimeout;
        this.listener = listener;
        this.thread = new Thread(this::carryOutAll, "avit-model-" + role.label());
        thread.setDaemon(true);
        thread.start();
    }

    /** @param announced empty for what the configuration has */
    public synchronized void want(Optional<ModelAnnouncement> announced) {
        next = new Order(announced);
        notifyAll();
    }

    /**
     * Waits until everything wanted so far has been carried out, refused or superseded.
     *
     * @return false where it was not within that time
     */
    public synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while ((busy || next != null) && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    private void carryOutAll() {
        try {
            while (true) {
                carryOut(take());
            }
        } catch (InterruptedException e) {
            // Only closing interrupts this thread, which is of no use to anybody afterwards.
            LOG.debug("The roll-out of the {} model has ended", role.label());
        }
    }

    private synchronized Order take() throws InterruptedException {
        busy = false;
        notifyAll();
        while (next == null) {
            wait();
        }
        Order order = next;
        next = null;
        busy = true;
        return order;
    }

    private void carryOut(Order order) throws InterruptedException {
        Optional<ModelAnnouncement> announced = order.announced();
        try {
            if (seat.runs(announced)) {
                listener.running(role, announced, false);
                return;
            }
            listener.loading(role, announced);
            Candidate candidate = load(announced);
            if (isSuperseded()) {
                candidate.close();
                listener.superseded(role, announced);
                return;
            }
            candidate.takeOver();
            listener.running(role, announced, true);
        } catch (RefusedException e) {
            LOG.debug("Refused", e);
            if (isSuperseded()) {
                listener.superseded(role, announced);
            } else {
                listener.refused(role, announced, String.valueOf(e.getMessage()));
            }
        } catch (RuntimeException | Error e) { // the next announcement still wants this thread
            LOG.error("The roll-out of the {} model broke", role.label(), e);
            listener.refused(role, announced, "The roll-out broke: " + e);
        }
    }

    /** On another thread, since native code that hangs cannot be ended. */
    private Candidate load(Optional<ModelAnnouncement> announced) throws RefusedException, InterruptedException {
        CompletableFuture<Candidate> loading = new CompletableFuture<>();
        Thread loader = new Thread(() -> prepare(announced, loading), "avit-model-load-" + role.label());
        loader.setDaemon(true);
        loader.start();
        try {
            return loading.get(loadTimeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (loading.cancel(false)) {
                throw new RefusedException(
                        "It was not ready within models.load-timeout, which is " + loadTimeout.toSeconds()
                                + " s; what it holds is released when its loading comes back.",
                        e);
            }
            return loading.join();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RefusedException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        } catch (InterruptedException e) {
            loading.cancel(false);
            throw e;
        }
    }

    private void prepare(Optional<ModelAnnouncement> announced, CompletableFuture<Candidate> loading) {
        try {
            Candidate candidate = seat.prepare(announced);
            if (!loading.complete(candidate)) {
                candidate.close();
            }
        } catch (Throwable e) { // an Error too, a library that does not load: it is the candidate's, not ours
            loading.completeExceptionally(e);
        }
    }

    private synchronized boolean isSuperseded() {
        return next != null;
    }

    /** Gives up what is being loaded; a take-over under way is finished, within 20 s. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
