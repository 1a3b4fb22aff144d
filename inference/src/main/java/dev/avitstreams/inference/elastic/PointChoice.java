package dev.avitstreams.inference.elastic;

/**
 * Places on the ladder of operating points, 0 the best.
 *
 * @param normal of frames of normal priority
 * @param high of frames of high priority; never further down than normal
 */
public record PointChoice(int normal, int high) {

    /** The best point for every frame. */
    public static final PointChoice BEST = new PointChoice(0, 0);

    public PointChoice {
        if (high < 0 || normal < high) {
            throw new IllegalArgumentException(
                    "normal is " + normal + " and high " + high + ", must be 0 <= high <= normal");
        }
    }
}
