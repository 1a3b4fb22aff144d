package dev.avitstreams.inference.elastic.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the frames of a scenario: the same for every controller that is compared. */
final class Frames {
    /** Where no frame is due, so far ahead is looked for a time when one is. */
    private static final double IDLE_SECONDS = 0.1;

    private Frames() {}

    static List<Frame> of(Scenario scenario, double noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Frame> frames = new ArrayList<>();
        double due = random.nextDouble();
        double seconds = 0;
        while (seconds < scenario.seconds()) {
            double rate = scenario.load().framesPerSecond(seconds);
            double passes = rate * IDLE_SECONDS;
            if (due > passes) {
                due -= passes;
                seconds += IDLE_SECONDS;
                continue;
            }
            seconds += due / rate;
            boolean high = random.nextDouble() < scenario.highShare();
            frames.add(new Frame(seconds, high, 1 + noise * (2 * random.nextDouble() - 1)));
            double irregular = -Math.log1p(-random.nextDouble());
            due = 1 - scenario.irregularity() + scenario.irregularity() * irregular;
        }
        return frames;
    }
}
