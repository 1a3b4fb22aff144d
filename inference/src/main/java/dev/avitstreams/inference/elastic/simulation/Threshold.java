package dev.avitstreams.inference.elastic.simulation;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;
import java.time.Duration;

/** One step down while age is above a mark, one up while it is below another, and a rest after each. Knows no priority. */
public final class Threshold implements PointController {
    private final int last;
    private final Duration high;
    private final Duration low;
    private final Duration dwell;
    private int place;
    private long changedAt = Long.MIN_VALUE / 2;

    /**
     * @param last place of the ladder
     * @param dwell least time between two changes
     */
    public Threshold(int last, Duration low, Duration high, Duration dwell) {
        this.last = last;
        this.low = low;
        this.high = high;
        this.dwell = dwell;
    }

    @Override
    public PointChoice next(LoadSample sample) {
        boolean rested = sample.atNanos() - changedAt >= dwell.toNanos();
        if (rested && sample.age().compareTo(high) > 0 && place < last) {
            place++;
            changedAt = sample.atNanos();
        } else if (rested && sample.age().compareTo(low) < 0 && place > 0) {
            place--;
            changedAt = sample.atNanos();
        }
        return new PointChoice(place, place);
    }
}
