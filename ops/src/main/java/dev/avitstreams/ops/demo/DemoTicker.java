package dev.avitstreams.ops.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line a second on how the demo goes. Belongs to one thread. */
final class DemoTicker {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int CAMERAS_SHOWN = 4;

    private final PrintWriter out;
    private final long began = System.nanoTime();
    private long due = began + PERIOD.toNanos();
    private long lastTick = began;
    private long lastAccounted;

    DemoTicker(PrintWriter out) {
        this.out = out;
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Prints if a second has passed. */
    void tick(long sent, FrameAccount account) {
        long now = System.nanoTime();
        if (now < due) {
            return;
        }
        due += PERIOD.toNanos();
        double rate = (account.accountedFor() - lastAccounted) * 1e9 / Math.max(now - lastTick, 1);
        lastTick = now;
        lastAccounted = account.accountedFor();
        long rejected = account.overall().rejected();
        out.println(String.format(
                Locale.ROOT,
                "%4.0f s %6.1f frames/s  %d of %d done%s  depth %4.1f  %2.0f%% saved  %s",
                (now - began) / 1e9,
                rate,
                account.accountedFor(),
                sent,
                rejected == 0 ? "" : ", " + rejected + " rejected",
                account.overall().meanDepth(),
                100 * account.overall().macsSavedShare(),
                labels(account)));
    }

    private static String labels(FrameAccount account) {
        return account.cameras().values().stream()
                .limit(CAMERAS_SHOWN)
                .map(CameraTotals::lastLabel)
                .collect(Collectors.joining(" · "));
    }
}
