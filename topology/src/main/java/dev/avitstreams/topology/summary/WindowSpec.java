package dev.avitstreams.topology.summary;

import java.time.Duration;
import java.time.Instant;

/**
 * How frames are cut into windows. A camera's windows follow that camera's own clock, so that one with a broken clock
 * holds up no other.
 *
 * @param size windows are aligned to the epoch
 * @param grace how far behind its latest frame a camera may deliver an earlier one
 * @param idleClose a window is closed once nothing has been added to it for this long
 */
public record WindowSpec(Duration size, Duration grace, Duration idleClose) {
    public WindowSpec {
        if (size.isNegative() || size.isZero()) {
            throw new IllegalArgumentException("window size is " + size + ", must be above zero");
        }
    }

    /** For summaries of summaries, which trail the frames by a window and an idle wait. */
    WindowSpec trailing() {
        return new WindowSpec(size, grace.plus(size), idleClose.multipliedBy(2));
    }

    Instant startOf(Instant eventTime) {
        long millis = size.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(eventTime.toEpochMilli(), millis) * millis);
    }

    /** A window still fed after this long was opened by a clock that stands still. */
    Duration longestOpen() {
        return size.plus(grace).plus(idleClose).multipliedBy(10);
    }
}
