package dev.avitstreams.ops.dashboard.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last messages, for listeners that follow at their own pace. One that falls too far behind is told to begin anew.
 * Thread-safe.
 */
final class Broadcast {
    private static final int KEPT = 8;

    @GuardedBy("this")
    private final Deque<byte[]> messages = new ArrayDeque<>();

    @GuardedBy("this")
    private long published;

    @GuardedBy("this")
    private boolean closed;

    /** Number of messages so far. */
    synchronized long published() {
        return published;
    }

    synchronized void publish(byte[] message) {
        if (messages.size() == KEPT) {
            messages.removeFirst();
        }
        messages.addLast(message);
        published++;
        notifyAll();
    }

    /**
     * Waits for messages after the given number.
     *
     * @return none if time ran out; empty if some of them are gone, or it is closed
     */
    synchronized Optional<List<byte[]>> after(long known, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (published <= known && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.of(List.of());
            }
            wait(left / 1_000_000 + 1);
        }
        int fresh = (int) Math.min(published - known, Integer.MAX_VALUE);
        if (closed || fresh > messages.size()) {
            return Optional.empty();
        }
        List<byte[]> all = new ArrayList<>(messages);
        return Optional.of(all.subList(all.size() - fresh, all.size()));
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
