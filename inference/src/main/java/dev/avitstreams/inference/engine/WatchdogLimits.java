package dev.avitstreams.inference.engine;

import java.time.Duration;

/**
 * How long the operator may be silent.
 *
 * @param suspectAfter a batch or an image under way for longer is told as trouble, which passes once it comes back
 * @param giveUpAfter a batch or an image under way for longer means that the operator is lost, and so do batches that
 *     fail for longer; after each failure at most a third of it counts
 */
public record WatchdogLimits(Duration suspectAfter, Duration giveUpAfter) {
    public static final WatchdogLimits DEFAULT = new WatchdogLimits(Duration.ofSeconds(5), Duration.ofSeconds(30));

    public WatchdogLimits {
        if (suspectAfter.isNegative() || suspectAfter.isZero()) {
            throw new IllegalArgumentException("suspectAfter is " + suspectAfter + ", must be above zero");
        }
        if (giveUpAfter.compareTo(suspectAfter) < 0) {
            throw new IllegalArgumentException(
                    "giveUpAfter is " + giveUpAfter + ", must be at least suspectAfter, which is " + suspectAfter);
        }
    }
}
