package dev.avitstreams.inference.elastic.simulation;

/**
 * A load to put on a machine.
 *
 * @param highShare of the frames that are of high priority, 0 to 1
 * @param irregularity of the gaps between frames: 0 as even as clockwork, 1 as random as independent cameras
 */
public record Scenario(String name, Load load, double seconds, double highShare, double irregularity) {
    private static final double USUAL_IRREGULARITY = 0.5;

    public Scenario {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("seconds is " + seconds + ", must be above 0");
        }
        if (!(highShare >= 0 && highShare <= 1) || !(irregularity >= 0 && irregularity <= 1)) {
            throw new IllegalArgumentException(
                    "highShare is " + highShare + " and irregularity " + irregularity + ", must be 0 to 1");
        }
    }

    public static Scenario of(String name, Load load, double seconds) {
        return new Scenario(name, load, seconds, 0.1, USUAL_IRREGULARITY);
    }
}
