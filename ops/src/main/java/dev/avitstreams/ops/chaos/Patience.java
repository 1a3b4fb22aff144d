package dev.avitstreams.ops.chaos;

import java.time.Duration;

/**
 * How long nothing has happened, as far as this process has seen: should the machine itself stand still for a while, that
 * is not held against those who are waited for. Belongs to one thread.
 */
final class Patience {
    private static final long MOST_AT_ONCE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Duration limit;
    private long lastLook = System.nanoTime();
    private long waitedNanos;

    Patience(Duration limit) {
        this.limit = limit;
    }

    /**
     * To be asked at least every second.
     *
     * @param news whether something has happened since
     * @return true once nothing has for the whole limit
     */
    boolean isOver(boolean news) {
        long now = System.nanoTime();
        waitedNanos = news ? 0 : waitedNanos + Math.min(now - lastLook, MOST_AT_ONCE_NANOS);
        lastLook = now;
        return waitedNanos > limit.toNanos();
    }
}
