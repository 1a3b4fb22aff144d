package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener's failure from becoming a frame's, and one with each frame from filling the log. Used by many threads. */
final class GuardedListener implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final EngineListener listener;
    private final SparseCount ofFrames = new SparseCount(BETWEEN_LINES);
    private final SparseCount ofBatches = new SparseCount(BETWEEN_LINES);
    private final SparseCount ofChoices = new SparseCount(BETWEEN_LINES);
    private final SparseCount ofTheRest = new SparseCount(Duration.ZERO);

    GuardedListener(EngineListener listener) {
        this.listener = listener;
    }

    @Override
    public void frameDecoded(long nanos) {
        guarded(ofFrames, () -> listener.frameDecoded(nanos));
    }

    @Override
    public void batchClosed(int size, FlushReason reason, long oldestWaitNanos) {
        guarded(ofBatches, () -> listener.batchClosed(size, reason, oldestWaitNanos));
    }

    @Override
    public void batchClassified(int size, long nanos) {
        guarded(ofBatches, () -> listener.batchClassified(size, nanos));
    }

    @Override
    public void pointsChosen(LoadSample sample, PointChoice choice) {
        guarded(ofChoices, () -> listener.pointsChosen(sample, choice));
    }

    @Override
    public void operatorBroken(String trouble) {
        guarded(ofTheRest, () -> listener.operatorBroken(trouble));
    }

    @Override
    public void operatorRecovered() {
        guarded(ofTheRest, listener::operatorRecovered);
    }

    @Override
    public void operatorLost(String reason) {
        guarded(ofTheRest, () -> listener.operatorLost(reason));
    }

    private static void guarded(SparseCount failures, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) { // an Error too: neither a batch nor the watchdog may end of it
            failures.add(System.nanoTime())
                    .ifPresent(
                            count -> LOG.warn("An engine listener failed; frames are not affected count={}", count, e));
        }
    }
}
