package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.ops.console.StopSignal;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How fast frames are replayed, against the pace they were recorded at. Belongs to one thread. */
public final class Rate {
    private final double factor; // 0 for as fast as possible
    private final LongSupplier nanoClock;
    private long firstMillis;
    private long begun = Long.MIN_VALUE;

    Rate(double factor, LongSupplier nanoClock) {
        this.factor = factor;
        this.nanoClock = nanoClock;
    }

    /**
     * @param text {@code max}, or how many times the recorded pace, as {@code 1x} or {@code 2.5x}
     * @throws IllegalArgumentException saying what is allowed
     */
    public static Rate parse(String text) {
        if (text.equals("max")) {
            return new Rate(0, System::nanoTime);
        }
        if (!text.matches("\\d{1,6}(\\.\\d{1,3})?x") || text.matches("[0.]*x")) {
            throw new IllegalArgumentException(
                    "the rate is '" + text + "', must be max, or a multiple of the recorded pace such as 1x or 2.5x");
        }
        return new Rate(Double.parseDouble(text.substring(0, text.length() - 1)), System::nanoTime);
    }

    public boolean isLimited() {
        return factor > 0;
    }

    /** Waits until a frame of this time is due. */
    void await(long recordedMillis, StopSignal stop) {
        if (factor == 0) {
            return;
        }
        if (begun == Long.MIN_VALUE) {
            begun = nanoClock.getAsLong();
            firstMillis = recordedMillis;
        }
        long due = begun + Math.round((recordedMillis - firstMillis) * 1e6 / factor);
        long wait = due - nanoClock.getAsLong();
        if (wait > 0) {
            boolean unused = stop.await(Duration.ofNanos(wait));
        }
    }
}
