package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.evaluation.distributed.SharedTopics;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.FramesSection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether an evaluation is one instance's part of a larger one. */
final class DistributedOptions {

    @Option(
            names = "--distributed",
            paramLabel = "NAME",
            description =
                    "Share the evaluation with all that are started with the same name and options, on this machine"
                            + " or others. Each writes the whole report. Two topics and a consumer group are made and kept.")
    private @Nullable String name;

    @Option(
            names = "--remove",
            description = "Remove the topics and the group of the --distributed evaluation, and end.")
    private boolean remove;

    boolean isGiven() {
        return name != null;
    }

    boolean isRemoval() {
        if (remove && name == null) {
            throw CommandFailure.usage("--remove goes with --distributed NAME: it removes that evaluation's topics.");
        }
        return remove;
    }

    void requireTopic(boolean isOfImages) {
        if (isGiven() && isOfImages) {
            throw CommandFailure.usage(
                    "--distributed goes with a topic, which all instances can read, not with images.");
        }
    }

    /** @param isOther whether --state, --predictions or --rate was given */
    void requireAlone(boolean isOther) {
        if (isGiven() && isOther) {
            throw CommandFailure.usage("--distributed does without --state (its topics keep what was counted),"
                    + " --predictions (answers do not leave the instance that gave them) and --rate (instances do not"
                    + " share a pace): leave them out.");
        }
    }

    SharedTopics topics(AvitConfig config) {
        return new SharedTopics(config, String.valueOf(name));
    }

    /** What else must be the same in all instances for a frame to get the same answer in each, in words. */
    String terms(AvitConfig config, String device) {
        FramesSection frames = config.frames();
        String kind = device.split(" ", 2)[0]; // what follows is how many workers, which changes no answer
        return ", on " + kind + ", images of at most " + frames.maxBytes().bytes() + " bytes and " + frames.maxPixels()
                + " pixels" + (frames.referenceRoots().isEmpty() ? "" : ", references followed");
    }

    /** How to tidy up, for the end. */
    String farewell() {
        return "its topics are kept for instances that have not ended yet; `avit evaluate --distributed " + name
                + " --remove` removes them.";
    }
}
