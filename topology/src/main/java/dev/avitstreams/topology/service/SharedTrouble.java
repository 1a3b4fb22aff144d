package dev.avitstreams.topology.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.engine.EngineListener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes one operator's reports of those of several, while one hands over to another: in trouble as long as any of them
 * is, lost as soon as one is, since frames wait for each. One that is gone is in trouble no more, whatever it said last.
 *
 * <p>Thread-safe; the listener is told under the lock, so that it hears changes in their order.
 */
final class SharedTrouble {
    private final EngineListener told;

    @GuardedBy("this")
    private final Map<EngineListener, String> troubles = new LinkedHashMap<>();

    SharedTrouble(EngineListener told) {
        this.told = told;
    }

    /** What one more operator reports to. */
    EngineListener newcomer() {
        return new Member();
    }

    private synchronized void broken(EngineListener member, String trouble) {
        boolean first = troubles.isEmpty();
        troubles.put(member, trouble);
        if (first) {
            told.operatorBroken(trouble);
        }
    }

    /** The member works, or is gone. */
    synchronized void over(EngineListener member) {
        if (troubles.remove(member) != null && troubles.isEmpty()) {
            told.operatorRecovered();
        }
    }

    private final class Member implements EngineListener {
        @Override
        public void frameDecoded(long nanos) {
            told.frameDecoded(nanos);
        }

        @Override
        public void batchClosed(int size, FlushReason reason, long oldestWaitNanos) {
            told.batchClosed(size, reason, oldestWaitNanos);
        }

        @Override
        public void batchClassified(int size, long nanos) {
            told.batchClassified(size, nanos);
        }

        @Override
        public void operatorBroken(String trouble) {
            broken(this, trouble);
        }

        @Override
        public void operatorRecovered() {
            over(this);
        }

        @Override
        public void operatorLost(String reason) {
            told.operatorLost(reason);
        }
    }
}
