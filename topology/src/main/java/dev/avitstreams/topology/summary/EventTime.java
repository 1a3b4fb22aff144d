package dev.avitstreams.topology.summary;

import java.time.Duration;
import java.time.Instant;

/**
 * When a frame happened: its capture time where that is believable, else the time of its record.
 *
 * @param maxBehind a camera may buffer frames for this long
 * @param maxAhead a camera's clock may be fast by this much
 */
public record EventTime(Duration maxBehind, Duration maxAhead) {

    /** A day behind, ten seconds ahead. */
    public static final EventTime DEFAULT = new EventTime(Duration.ofDays(1), Duration.ofSeconds(10));

    Instant of(Instant capturedAt, Instant recordTime) {
        boolean believable =
                !capturedAt.isBefore(recordTime.minus(maxBehind)) && !capturedAt.isAfter(recordTime.plus(maxAhead));
        return believable ? capturedAt : recordTime;
    }
}
