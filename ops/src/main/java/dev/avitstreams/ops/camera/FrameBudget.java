package dev.avitstreams.ops.camera;

import java.util.concurrent.atomic.AtomicLong;

/** How many frames several cameras may still send together. Thread-safe. */
public final class FrameBudget {
    private final AtomicLong left;

    private FrameBudget(long frames) {
        this.left = new AtomicLong(frames);
    }

    public static FrameBudget of(long frames) {
        return new FrameBudget(frames);
    }

    public static FrameBudget unlimited() {
        return new FrameBudget(Long.MAX_VALUE);
    }

    boolean tryTake() {
        return left.getAndUpdate(frames -> frames > 0 ? frames - 1 : 0) > 0;
    }

    void giveBack() {
        left.incrementAndGet();
    }
}
