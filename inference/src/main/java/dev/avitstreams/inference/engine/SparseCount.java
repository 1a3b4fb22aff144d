package dev.avitstreams.inference.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Counts what may happen with every frame and is to be told seldom: the first at once, then one in a while, with how many
 * there were. Any thread may add.
 */
final class SparseCount {
    private final long betweenNanos;

    @GuardedBy("this")
    private long untold;

    @GuardedBy("this")
    private OptionalLong toldAt = OptionalLong.empty();

    /** @param between two numbers told */
    SparseCount(Duration between) {
        this.betweenNanos = between.toNanos();
    }

    /**
     * One more.
     *
     * @param nanos the time, as {@link System#nanoTime}
     * @return how many there were since this last told a number, this one included; empty while it is too soon to tell
     */
    synchronized OptionalLong add(long nanos) {
        untold++;
        if (toldAt.isPresent() && nanos - toldAt.getAsLong() < betweenNanos) {
            return OptionalLong.empty();
        }
        OptionalLong told = OptionalLong.of(untold);
        untold = 0;
        toldAt = OptionalLong.of(nanos);
        return told;
    }
}
