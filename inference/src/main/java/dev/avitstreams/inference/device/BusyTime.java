package dev.avitstreams.inference.device;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.LongSupplier;

/**
 * Adds up how long workers were at work, up to the moment it is asked: a share of a batch may take longer than whoever
 * asks waits between two questions. Thread-safe; its lock is a leaf.
 */
final class BusyTime {
    private final LongSupplier nanoClock;

    /** All ends so far less all beginnings; may overflow on its way, as differences of nanoseconds may. */
    @GuardedBy("this")
    private long endsLessBeginnings;

    @GuardedBy("this")
    private int atWork;

    BusyTime(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    synchronized void begin() {
        atWork++;
        endsLessBeginnings -= nanoClock.getAsLong();
    }

    synchronized void end() {
        atWork--;
        endsLessBeginnings += nanoClock.getAsLong();
    }

    synchronized long nanos() {
        return atWork == 0 ? endsLessBeginnings : endsLessBeginnings + atWork * nanoClock.getAsLong();
    }
}
