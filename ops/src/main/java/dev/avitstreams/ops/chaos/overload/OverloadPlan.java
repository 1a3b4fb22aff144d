package dev.avitstreams.ops.chaos.overload;

import dev.avitstreams.ops.chaos.Deployment;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long and how much too much.
 *
 * @param factor of the measured capacity that is sent
 * @param memoryMebibytes that the instance may hold in all
 * @param deployment with or without frames being skipped
 */
public record OverloadPlan(
        Duration duration,
        double factor,
        int memoryMebibytes,
        int cameras,
        long seed,
        Deployment deployment,
        Path directory) {
    public OverloadPlan {
        if (duration.compareTo(Duration.ofSeconds(30)) < 0 || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "minutes is " + duration.toSeconds() / 60.0 + ", must be from 0.5 to 1440");
        }
        if (!(factor > 1 && factor <= 100)) {
            throw new IllegalArgumentException("factor is " + factor + ", must be above 1, at most 100");
        }
        if (memoryMebibytes < 1) {
            throw new IllegalArgumentException("memory is " + memoryMebibytes + ", must be 1 or more");
        }
    }
}
