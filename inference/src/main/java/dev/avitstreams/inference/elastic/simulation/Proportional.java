package dev.avitstreams.inference.elastic.simulation;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import dev.avitstreams.inference.elastic.PointController;
import java.time.Duration;

/**
 * A textbook controller of age: the place follows how far age is off its target, now (proportional) and summed up over time
 * (integral, kept within the ladder). Knows no priority.
 */
public final class Proportional implements PointController {
    private final int last;
    private final double targetSeconds;
    private final double proportional;
    private final double integral;
    private double sum;

    /**
     * @param last place of the ladder
     * @param proportional places for an age of twice the target
     * @param integral places a second at such an age
     */
    public Proportional(int last, Duration target, double proportional, double integral) {
        this.last = last;
        this.targetSeconds = target.toNanos() / 1e9;
        this.proportional = proportional;
        this.integral = integral;
    }

    @Override
    public PointChoice next(LoadSample sample) {
        double off = Math.min(2, sample.age().toNanos() / 1e9 / targetSeconds - 1);
        sum = clamp(sum + integral * off * sample.interval().toNanos() / 1e9);
        int place = (int) Math.round(clamp(proportional * off + sum));
        return new PointChoice(place, place);
    }

    private double clamp(double place) {
        return Math.max(0, Math.min(last, place));
    }
}
