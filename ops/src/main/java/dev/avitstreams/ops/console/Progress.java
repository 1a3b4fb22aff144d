package dev.avitstreams.ops.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A progress line on standard error: rewritten in place on a terminal, elsewhere a plain line now and then. Not
 * thread-safe; one at a time.
 */
public final class Progress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final boolean rewrites;
    private final LongSupplier nanoClock;
    private final long began;
    private long lastShown;
    private boolean shown;

    /** @param rewrites whether standard error is a terminal */
    Progress(PrintWriter err, boolean rewrites, LongSupplier nanoClock) {
        this.err = err;
        this.rewrites = rewrites;
        this.nanoClock = nanoClock;
        this.began = nanoClock.getAsLong();
        this.lastShown = began;
    }

    public static Progress on(PrintWriter err) {
        return new Progress(err, Terminal.showsErrors(), System::nanoTime);
    }

    /** Says how far the work is; most calls print nothing, so call as often as convenient. */
    public void update(String text) {
        long now = nanoClock.getAsLong();
        Duration interval = rewrites ? ON_TERMINAL : ELSEWHERE;
        if (now - lastShown < interval.toNanos()) {
            return;
        }
        lastShown = now;
        shown = true;
        if (rewrites) {
            err.print("\r\033[K" + text);
        } else {
            err.println(text);
        }
        err.flush();
    }

    public Duration elapsed() {
        return Duration.ofNanos(nanoClock.getAsLong() - began);
    }

    /** Clears the line, so that what follows starts clean. */
    @Override
    public void close() {
        if (shown && rewrites) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
