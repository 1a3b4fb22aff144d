package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.elastic.ElasticController;
import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.inference.frame.FrameRequest;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.model.ModelIdentity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Decodes on one pool, batches, and keeps {@link Backend#concurrentBatches()} batches under way on another. Thread-safe.
 *
 * <p>Futures complete on the worker threads: a dependent stage that blocks holds up the frames behind it, and one that
 * calls {@link #close()} waits for itself. Cameras take turns, and while several are there none holds more than its share
 * of what is accepted; the frames of one are taken up in the order they were accepted but may finish in another: order per
 * camera is the caller's to keep.
 *
 * <p>Of a failing batch only the culprits are rejected, see {@link BatchRunner}. While the operator itself is broken,
 * futures fail with {@link ClassifierBrokenException} and {@link #trouble()} says why; the next batch that works ends
 * that. An operator that hangs, or stays broken, is lost: no frame is taken any more, and closing leaves its memory and
 * threads to the end of the process.
 */
public final class BatchingFrameClassifier implements FrameClassifier {
    private final ModelIdentity model;
    private final Backend backend;
    private final EngineConfig config;
    private final LongSupplier nanoClock = System::nanoTime;
    private final Budget budget;
    private final BatchQueue queue;
    private final DecodeStage decodeStage;
    private final OperatorHealth health;
    private final ExecutorService dispatchers;
    private final ScheduledExecutorService ticks;

    /** Orders acceptance before closing; held for no longer than it takes to queue a frame. */
    private final Object lifecycle = new Object();

    @GuardedBy("lifecycle")
    private boolean closed;

    private final SteeredPoints points;

    BatchingFrameClassifier(
            LoadedModel loaded, EngineConfig config, DecodeLimits limits, EngineListener told, InstantSource clock) {
        EngineListener listener = new GuardedListener(told);
        this.model = loaded.identity();
        this.backend = loaded.backend();
        this.points = new SteeredPoints(PointPolicy.fixed(loaded.first()));
        this.config = config;
        this.budget = new Budget(config.maxWaitingBytes(), config.maxInFlight(), config.maxCameraShare(), nanoClock);
        this.queue =
                new BatchQueue(config.batchLimits(), backend.framesPerWorker(), backend.concurrentBatches(), nanoClock);
        this.health = new OperatorHealth(listener);
        Watchdog watchdog = new Watchdog(config.watchdog(), health, nanoClock);
        Staleness staleness = new Staleness(clock, points);
        LoadMeter load = new LoadMeter(backend, budget::frames, clock, nanoClock);
        ImageDecoder decoder = new ImageDecoder(loaded.imageSide(), limits, config.decodeMode());
        this.decodeStage = new DecodeStage(
                config.decodeThreads(), decoder, staleness, queue, health, watchdog, listener, nanoClock);
        Dispatcher dispatcher = new Dispatcher(
                queue,
                new BatchRunner(backend, Probe.of(backend, loaded.imageSide())),
                points,
                load,
                staleness,
                health,
                watchdog,
                listener,
                nanoClock,
                model);
        int concurrent = backend.concurrentBatches();
        try {
            this.dispatchers = WorkerThreads.start("avit-dispatch", concurrent);
            for (int i = 0; i < concurrent; i++) {
                dispatchers.execute(dispatcher);
            }
            this.ticks = WorkerThreads.tick("avit-watchdog", watchdog.tickEvery(), watchdog::tick);
            WorkerThreads.tick(ticks, "avit-load", ElasticController.TICK, () -> points.observe(load.sample()));
        } catch (Throwable e) { // no more threads to be had: those that are there end
            decodeStage.drain(() -> true);
            queue.close();
            throw e;
        }
    }

    @Override
    public Optional<CompletableFuture<FrameOutcome>> offer(FrameRequest request) {
        synchronized (lifecycle) {
            boolean accepted = !closed && !health.isLost() && budget.tryTake(cameraOf(request), request.encodedBytes());
            return accepted ? Optional.of(accept(request, false)) : Optional.empty();
        }
    }

    @Override
    public CompletableFuture<FrameOutcome> submit(FrameRequest request) {
        synchronized (lifecycle) {
            if (closed) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("The classifier is closed and takes no more frames"));
            }
            if (health.isLost()) {
                return CompletableFuture.failedFuture(
                        new ClassifierBrokenException(health.trouble().orElseThrow()));
            }
            budget.take(cameraOf(request), request.encodedBytes());
            return accept(request, true);
        }
    }

    /** Where shares are off, all frames are as of one camera. */
    private String cameraOf(FrameRequest request) {
        return config.maxCameraShare() == 1 ? "" : request.origin().camera();
    }

    @GuardedBy("lifecycle")
    private CompletableFuture<FrameOutcome> accept(FrameRequest request, boolean demanded) {
        Ticket ticket = new Ticket(budget, cameraOf(request), request.encodedBytes());
        decodeStage.accept(new AcceptedFrame(request, ticket, demanded, nanoClock.getAsLong()));
        return ticket.future();
    }

    @Override
    public ModelIdentity model() {
        return model;
    }

    @Override
    public int inFlight() {
        return budget.frames();
    }

    /** Encoded bytes accepted and not yet decoded. */
    public long waitingBytes() {
        return budget.bytes();
    }

    @Override
    public Optional<String> trouble() {
        return health.trouble();
    }

    /**
     * Takes effect with the next batch, also for frames that wait already.
     *
     * @param maxBatch at most {@link EngineConfig#maxInFlight()}
     */
    public void batches(int maxBatch, Duration maxDelay) {
        queue.limits(config.withBatches(maxBatch, maxDelay).batchLimits());
    }

    /** Takes effect with the next batch. */
    public void points(PointPolicy next) {
        points.steer(next);
    }

    /** The policy of now. */
    public PointPolicy points() {
        return points.now();
    }

    @Override
    public void close() {
        synchronized (lifecycle) {
            closed = true;
        }
        decodeStage.drain(health::isLost);
        queue.close();
        WorkerThreads.drain(dispatchers, health::isLost);
        ticks.shutdownNow();
        if (!health.isLost()) { // or a call that hangs still uses the operator's memory
            backend.close();
        }
    }
}
