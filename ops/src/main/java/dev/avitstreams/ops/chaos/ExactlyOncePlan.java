package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.fault.FaultKind;
import dev.avitstreams.ops.chaos.fault.FaultPlan;
import dev.avitstreams.ops.chaos.fault.Timeouts;
import dev.avitstreams.schemas.topic.TopicNames;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One run, to be repeated with the same values.
 *
 * @param name fit for topics and groups; runs of different names do not meet on a cluster
 * @param frames to be produced
 * @param faults to be done
 * @param kinds of faults to choose from
 * @param cameras that the frames are of
 * @param partitions of the frames topic
 * @param instances of the service
 * @param brokers of the cluster
 * @param framesPerSecond most that are produced; fewer while the instances are behind
 * @param seed of frames and faults
 * @param groupProtocol {@code classic} or {@code streams}
 * @param model folder of the model to run
 * @param directory for data and logs
 */
public record ExactlyOncePlan(
        String name,
        int frames,
        int faults,
        Set<FaultKind> kinds,
        int cameras,
        int partitions,
        int instances,
        int brokers,
        double framesPerSecond,
        long seed,
        ProcessingGuarantee guarantee,
        String groupProtocol,
        Timeouts timeouts,
        Path model,
        Path directory) {

    public ExactlyOncePlan {
        require("frames", frames, 1, 10_000_000);
        require("faults", faults, 0, 10_000);
        require("cameras", cameras, 1, 100_000);
        require("partitions", partitions, 1, 1000);
        require("instances", instances, 1, 16);
        require("brokers", brokers, 1, 9);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("kinds is empty, must name one kind of fault at least");
        }
        kinds = EnumSet.copyOf(kinds);
        for (FaultKind kind : kinds) {
            if (!kind.isPossibleWith(brokers)) {
                throw new IllegalArgumentException(
                        "kinds has " + kind.label() + ", which takes several brokers: give --brokers 3");
            }
            if (kind == FaultKind.FENCING && guarantee != ProcessingGuarantee.EXACTLY_ONCE_V2) {
                throw new IllegalArgumentException("kinds has fencing, but under " + guarantee.configValue()
                        + " there is no transaction to fence");
            }
        }
        if (!(framesPerSecond > 0 && framesPerSecond <= 100_000)) {
            throw new IllegalArgumentException("rate is " + framesPerSecond + ", must be above 0, at most 100000");
        }
        if (!groupProtocol.equals("classic") && !groupProtocol.equals("streams")) {
            throw new IllegalArgumentException("group-protocol is '" + groupProtocol + "', must be classic or streams");
        }
    }

    FaultPlan faultPlan() {
        return FaultPlan.of(seed, kinds, faults, new FaultKind.Scene(instances, brokers, timeouts));
    }

    Deployment deployment() {
        return new Deployment(
                name,
                TopicNames.prefixed(name + "-"),
                partitions,
                guarantee,
                groupProtocol,
                timeouts,
                model,
                kinds.stream().anyMatch(FaultKind::isOfOperator),
                Optional.empty());
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", must be from " + least + " to " + most);
        }
    }
}
