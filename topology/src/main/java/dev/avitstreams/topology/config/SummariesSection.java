package dev.avitstreams.topology.config;

import java.time.Duration;

/** {@code summaries}: the windows of the halting summaries. */
public record SummariesSection(
        @Setting(value = "Length of a window; windows follow one another.", byDefault = "10s", range = "1s to 1d")
        Duration window,

        @Setting(
                value = "How long a window stays open after its end, in event time, for late frames.",
                byDefault = "2s",
                range = "0ms to 1h")
        Duration grace,

        @Setting(
                value = "How long after the last frame an open window is closed even though no later frame"
                        + " moves event time on.",
                byDefault = "5s",
                range = "1s to 1h")
        Duration idleClose,

        @Setting(
                value = "A capture time further ahead of the record's own time than this is taken to be a wrong"
                        + " clock, and the record's time is used.",
                byDefault = "10s",
                range = "0ms to 1d")
        Duration maxClockAhead,

        @Setting(
                value = "A capture time further behind the record's own time than this is taken to be a wrong"
                        + " clock, and the record's time is used.",
                byDefault = "1d",
                range = "1s to 365d")
        Duration maxClockBehind) {

    public SummariesSection {
        Check.range("summaries.window", window, Duration.ofSeconds(1), Duration.ofDays(1));
        Check.range("summaries.grace", grace, Duration.ZERO, Duration.ofHours(1));
        Check.range("summaries.idle-close", idleClose, Duration.ofSeconds(1), Duration.ofHours(1));
        Check.range("summaries.max-clock-ahead", maxClockAhead, Duration.ZERO, Duration.ofDays(1));
        Check.range("summaries.max-clock-behind", maxClockBehind, Duration.ofSeconds(1), Duration.ofDays(365));
    }
}
