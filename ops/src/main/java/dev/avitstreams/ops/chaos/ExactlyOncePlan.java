package dev.avitstreams.ops.chaos;

import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.nio.file.Path;

/**
 * One run, to be repeated with the same values.
 *
 * @param frames to be produced
 * @param faults kills and stops together
 * @param cameras that the frames are of
 * @param partitions of the frames topic
 * @param instances of the service
 * @param framesPerSecond most that are produced; fewer while the instances are behind
 * @param seed of frames and faults
 * @param groupProtocol {@code classic} or {@code streams}
 * @param model folder of the model to run
 * @param directory for data and logs
 */
public record ExactlyOncePlan(
        int frames,
        int faults,
        int cameras,
        int partitions,
        int instances,
        double framesPerSecond,
        long seed,
        ProcessingGuarantee guarantee,
        String groupProtocol,
        Path model,
        Path directory) {

    public ExactlyOncePlan {
        require("frames", frames, 1, 10_000_000);
        require("faults", faults, 0, 10_000);
        require("cameras", cameras, 1, 100_000);
        require("partitions", partitions, 1, 1000);
        require("instances", instances, 1, 16);
        if (!(framesPerSecond > 0 && framesPerSecond <= 100_000)) {
            throw new IllegalArgumentException("rate is " + framesPerSecond + ", must be above 0, at most 100000");
        }
        if (!groupProtocol.equals("classic") && !groupProtocol.equals("streams")) {
            throw new IllegalArgumentException("group protocol is '" + groupProtocol + "', must be classic or streams");
        }
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", must be from " + least + " to " + most);
        }
    }
}
