package dev.avitstreams.ops.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups others: alone it is a mistake, answered with what there is. */
abstract class GroupCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Override
    public final void run() {
        throw new ParameterException(
                spec.commandLine(),
                "`" + spec.qualifiedName() + "` needs one of: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
