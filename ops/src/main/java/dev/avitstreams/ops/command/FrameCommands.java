package dev.avitstreams.ops.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Commands about one frame for the page to offer, as far as this program has them. */
final class FrameCommands {
    private FrameCommands() {}

    /** @param cluster flags that name the cluster, as they are to be typed */
    static List<String> on(CommandLine any, String cluster) {
        CommandSpec root = any.getCommandSpec().root();
        List<String> commands = new ArrayList<>();
        commands.add("./avit inspect frames --at {partition}@{offset}" + cluster);
        commands.add("./avit inspect frames --at {partition}@{offset} --save frame.jpg" + cluster);
        CommandLine evaluate = root.subcommands().get("evaluate");
        if (evaluate != null && evaluate.getCommandSpec().findOption("--from") != null) {
            commands.add("./avit evaluate --from {partition}:{offset} --to {partition}:{next}" + cluster);
        }
        return commands;
    }
}
