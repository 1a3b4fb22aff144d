package dev.avitstreams.ops.chaos.overload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was really sent, by a generator that has but one thread.
 *
 * @param capacity frames a second, measured before
 * @param factor of it that was to be sent
 * @param framesPerSecond that were sent
 * @param leftOver frames that waited or were skipped when the last had been sent
 */
record SentLoad(double capacity, double factor, double framesPerSecond, long leftOver) {
    /** A run at less than this share of what was asked shows nothing about what was asked. */
    private static final double REACHED = 0.9;

    /** With less than so many seconds of work left over there was no overload. */
    private static final double OVERLOAD_SECONDS = 5;

    double framesPerSecondAsked() {
        return factor * capacity;
    }

    /** Why this was not the overload that was asked for; empty if it was. */
    List<String> shortfalls() {
        List<String> shortfalls = new ArrayList<>();
        if (!(framesPerSecond >= REACHED * framesPerSecondAsked())) {
            shortfalls.add(String.format(
                    Locale.ROOT,
                    "Only %.1f frames/s were sent, %.2f times the capacity, and %.1f were asked, %.2f times: frames are"
                            + " made by one thread, which needs a core of its own; give the run more cores or a lower"
                            + " --factor",
                    framesPerSecond,
                    framesPerSecond / capacity,
                    framesPerSecondAsked(),
                    factor));
        }
        if (!(leftOver >= OVERLOAD_SECONDS * capacity)) {
            shortfalls.add(String.format(
                    Locale.ROOT,
                    "There was no overload: less than %.0f s of work was left; raise --factor or --minutes",
                    OVERLOAD_SECONDS));
        }
        return List.copyOf(shortfalls);
    }
}
