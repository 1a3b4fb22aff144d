package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Notices native calls that do not come back. Such a call takes its thread with it and cannot be ended from within the
 * process: all that is left is to say so in time, and to have the process replaced.
 *
 * <p>Time is what this class has seen pass, {@link #tick} by tick, and of a long gap between two ticks little counts: a
 * process that was stopped, or a machine that slept, does not take its own absence for a hanging operator.
 *
 * <p>Likewise an operator is lost that fails, time and again, for as long. Late work that does come back is not counted
 * for that: where several batches overlap, one is always late on a machine that is merely slow.
 *
 * <p>Thread-safe. Starts no thread; somebody must tick.
 */
final class Watchdog {
    private static final int TICKS_UNTIL_SUSPICION = 10;
    private static final int TICKS_COUNTED_AT_ONCE = 2;
    private static final int FAILURES_UNTIL_GIVEN_UP = 3;

    private final WatchdogLimits limits;
    private final OperatorHealth health;
    private final LongSupplier nanoClock;

    @GuardedBy("this")
    private final Set<Shift> underWay = new LinkedHashSet<>();

    @GuardedBy("this")
    private long lastTick;

    @GuardedBy("this")
    private long awakeNanos;

    @GuardedBy("this")
    private OperatorHealth.Failures seen = new OperatorHealth.Failures(0, 0);

    /** When failures were last seen to have become more. */
    @GuardedBy("this")
    private long lastFailure;

    @GuardedBy("this")
    private long failingNanos;

    Watchdog(WatchdogLimits limits, OperatorHealth health, LongSupplier nanoClock) {
        this.limits = limits;
        this.health = health;
        this.nanoClock = nanoClock;
        this.lastTick = nanoClock.getAsLong();
    }

    /** Work under way; to be closed once it has come back. */
    final class Shift implements AutoCloseable {
        private final String work;
        private final long began;

        private Shift(String work, long began) {
            this.work = work;
            this.began = began;
        }

        @Override
        public void close() {
            synchronized (Watchdog.this) {
                underWay.remove(this);
            }
        }
    }

    /** @param work what is about to be done, for the sentence that says that it hangs */
    synchronized Shift begin(String work) {
        Shift shift = new Shift(work, awakeNanos);
        underWay.add(shift);
        return shift;
    }

    /** How often {@link #tick} should be called. */
    Duration tickEvery() {
        return limits.suspectAfter().dividedBy(TICKS_UNTIL_SUSPICION);
    }

    void tick() {
        Optional<Shift> oldest = pass();
        Duration age = oldest.map(this::age).orElse(Duration.ZERO);
        if (age.compareTo(limits.suspectAfter()) > 0) {
            health.overdue(sentence(oldest.orElseThrow(), age));
        } else {
            health.onTime();
        }
        Duration failing = failing();
        if (age.compareTo(limits.giveUpAfter()) > 0) {
            health.lost(sentence(oldest.orElseThrow(), age) + "; it hangs, and the process must be started anew");
        } else if (failing.compareTo(limits.giveUpAfter()) > 0) {
            health.lost(health.trouble().orElse("The operator does not work") + "; so it has been for "
                    + failing.toSeconds() + " s, and the process must be started anew");
        }
    }

    private synchronized Optional<Shift> pass() {
        long now = nanoClock.getAsLong();
        long counted =
                Math.min(now - lastTick, TICKS_COUNTED_AT_ONCE * tickEvery().toNanos());
        lastTick = now;
        awakeNanos += counted;
        noteFailures(counted);
        return underWay.stream().findFirst();
    }

    /** Time counts only shortly after a failure: with no work to fail, nobody knows whether the operator still would. */
    @GuardedBy("this")
    private void noteFailures(long counted) {
        OperatorHealth.Failures now = health.failures();
        if (now.streak() != seen.streak()) {
            failingNanos = 0;
        }
        if (now.count() > 0 && !now.equals(seen)) {
            lastFailure = awakeNanos;
        }
        if (now.count() > 0 && awakeNanos - lastFailure < limits.giveUpAfter().toNanos() / FAILURES_UNTIL_GIVEN_UP) {
            failingNanos += counted;
        }
        seen = now;
    }

    private synchronized Duration age(Shift shift) {
        return Duration.ofNanos(awakeNanos - shift.began);
    }

    private synchronized Duration failing() {
        return Duration.ofNanos(failingNanos);
    }

    private static String sentence(Shift shift, Duration age) {
        return "The operator has been busy with " + shift.work + " for " + age.toSeconds() + " s";
    }
}
