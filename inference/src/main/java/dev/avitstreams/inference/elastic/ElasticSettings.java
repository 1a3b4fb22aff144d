package dev.avitstreams.inference.elastic;

import java.time.Duration;

/**
 * What the controller keeps to.
 *
 * @param objective most time between a frame's arrival and its result being written down, for nearly all frames
 * @param watermark age at the operator from which load counts as too high; the rest of the objective is for computing and
 *     publishing
 * @param upUtilisation most share of the capacity that a better point may be predicted to take, 0 to 1
 * @param hold how long a better point must be predicted to fit before it is tried
 * @param longestHold the hold of a point that failed again and again at the same load
 */
public record ElasticSettings(
        Duration objective, Duration watermark, double upUtilisation, Duration hold, Duration longestHold) {

    private static final double UP_UTILISATION = 0.8;
    private static final Duration HOLD = Duration.ofSeconds(5);
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

    public ElasticSettings {
        if (objective.isZero() || objective.isNegative()) {
            throw new IllegalArgumentException("latency-objective is " + objective + ", must be above zero");
        }
        if (watermark.isZero() || watermark.isNegative() || watermark.compareTo(objective) > 0) {
            throw new IllegalArgumentException(
                    "watermark is " + watermark + ", must be above zero and at most the objective " + objective);
        }
        if (!(upUtilisation > 0 && upUtilisation < 1)) {
            throw new IllegalArgumentException("upUtilisation is " + upUtilisation + ", must be above 0 and below 1");
        }
        if (hold.isZero() || hold.isNegative() || longestHold.compareTo(hold) < 0) {
            throw new IllegalArgumentException(
                    "hold is " + hold + " and longestHold " + longestHold + ", must be above zero and in this order");
        }
    }

    /** What simulation found good for such an objective. */
    public static ElasticSettings of(Duration objective) {
        return new ElasticSettings(objective, objective.dividedBy(2), UP_UTILISATION, HOLD, LONGEST_HOLD);
    }
}
