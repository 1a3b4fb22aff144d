package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a listener's failure from becoming a frame's. */
record GuardedListener(EngineListener listener) implements EngineListener {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);

    @Override
    public void frameDecoded(long nanos) {
        guarded(() -> listener.frameDecoded(nanos));
    }

    @Override
    public void batchClosed(int size, FlushReason reason, long oldestWaitNanos) {
        guarded(() -> listener.batchClosed(size, reason, oldestWaitNanos));
    }

    @Override
    public void batchClassified(int size, long nanos) {
        guarded(() -> listener.batchClassified(size, nanos));
    }

    @Override
    public void pointsChosen(LoadSample sample, PointChoice choice) {
        guarded(() -> listener.pointsChosen(sample, choice));
    }

    @Override
    public void operatorBroken(String trouble) {
        guarded(() -> listener.operatorBroken(trouble));
    }

    @Override
    public void operatorRecovered() {
        guarded(listener::operatorRecovered);
    }

    @Override
    public void operatorLost(String reason) {
        guarded(() -> listener.operatorLost(reason));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) { // an Error too: neither a batch nor the watchdog may end of it
            LOG.warn("An engine listener failed; frames are not affected", e);
        }
    }
}
