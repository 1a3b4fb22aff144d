package dev.avitstreams.topology.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.batching.FlushReason;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.engine.EngineListener;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one operator's reports of those of several, while one hands over to another: in trouble as long as any of them
 * is, lost as soon as one is, since frames wait for each; nothing ends that. One that is gone is in trouble no more,
 * whatever it said last. Points are told of the one that serves alone: one that retires goes on choosing for a while.
 *
 * <p>Thread-safe; but for a loss the listener is told under the lock, so that it hears changes in their order.
 */
final class SharedTrouble {
    private final EngineListener told;

    @GuardedBy("this")
    private final Map<EngineListener, String> troubles = new LinkedHashMap<>();

    @GuardedBy("this")
    private @Nullable EngineListener serving;

    @GuardedBy("this")
    private boolean isLost;

    SharedTrouble(EngineListener told) {
        this.told = told;
    }

    /** What one more operator reports to. */
    EngineListener newcomer() {
        return new Member();
    }

    /** @param member serves from now on, instead of the one before */
    synchronized void serves(EngineListener member) {
        serving = member;
    }

    private synchronized void chosen(EngineListener member, LoadSample sample, PointChoice choice) {
        if (member.equals(serving)) {
            told.pointsChosen(sample, choice);
        }
    }

    private synchronized void broken(EngineListener member, String trouble) {
        boolean first = troubles.isEmpty();
        troubles.put(member, trouble);
        if (first && !isLost) {
            told.operatorBroken(trouble);
        }
    }

    /** The member works, or is gone. */
    synchronized void over(EngineListener member) {
        if (troubles.remove(member) != null && troubles.isEmpty() && !isLost) {
            told.operatorRecovered();
        }
    }

    /** Told without the lock: whoever hears of it may close everything. */
    private void lost(String reason) {
        synchronized (this) {
            isLost = true;
        }
        told.operatorLost(reason);
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
        public void pointsChosen(LoadSample sample, PointChoice choice) {
            chosen(this, sample, choice);
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
            lost(reason);
        }
    }
}
