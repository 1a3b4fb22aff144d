package dev.avitstreams.ops.chaos.soak;

import dev.avitstreams.ops.chaos.Deployment;
import dev.avitstreams.ops.chaos.fault.FaultKind;
import dev.avitstreams.ops.chaos.fault.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How long and how hard.
 *
 * @param share of the measured capacity that is sent
 * @param faultEvery so often something breaks
 * @param kinds of faults to choose from; instance 0 is spared those that end a process, so that there is one whose
 *     memory can be watched from the first minute to the last
 * @param instances two at least
 * @param sampleEvery so often the instances are looked at
 */
public record SoakPlan(
        Duration duration,
        double share,
        Duration faultEvery,
        Set<FaultKind> kinds,
        int instances,
        int cameras,
        long seed,
        Duration sampleEvery,
        Deployment deployment,
        Path directory) {

    private static final long LEAST_SECONDS_BETWEEN = 15;

    public SoakPlan {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0 || duration.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("minutes is " + duration.toMinutes() + ", must be from 1 to "
                    + Duration.ofDays(7).toMinutes());
        }
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("load is " + share + ", must be above 0 and below 1");
        }
        if (instances < 2 || instances > 4) {
            throw new IllegalArgumentException("instances is " + instances + ", must be from 2 to 4");
        }
        if (faultEvery.toSeconds() < LEAST_SECONDS_BETWEEN) {
            throw new IllegalArgumentException("fault-every is " + faultEvery.toSeconds() + " s, must be "
                    + LEAST_SECONDS_BETWEEN + " s or more: a fault itself takes so long");
        }
        if (faultEvery.multipliedBy(2).compareTo(duration) > 0) {
            throw new IllegalArgumentException("fault-every is " + faultEvery.toSeconds()
                    + " s, must be at most half of the duration, or nothing would break");
        }
        if (kinds.contains(FaultKind.BROKER_LOSS)) {
            throw new IllegalArgumentException("kinds has broker-loss, but a soak has one broker");
        }
    }

    FaultPlan faultPlan() {
        int faults = (int) Math.max(0, duration.dividedBy(faultEvery) - 1);
        return FaultPlan.of(seed, kinds, faults, new FaultKind.Scene(instances, 1, deployment.timeouts(), 1));
    }
}
