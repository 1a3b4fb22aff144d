package dev.avitstreams.ops.console;

import java.time.Duration;

/** Lengths of time for people. */
public final class InWords {
    private InWords() {}

    /** In the two largest units that matter. */
    public static String of(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d " + duration.toHoursPart() + " h";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** What is left at the pace so far. */
    public static String left(Duration elapsed, long done, long total) {
        return of(elapsed.multipliedBy(Math.max(0, total - done)).dividedBy(Math.max(1, done)));
    }
}
