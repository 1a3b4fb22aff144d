package dev.avitstreams.ops.command;

import picocli.CommandLine.Command;

/** {@code avit chaos}. */
@Command(
        name = "chaos",
        header = "Break instances on purpose and check that the promises hold.",
        subcommands = {
            ChaosExactlyOnceCommand.class,
            ChaosSeriesCommand.class,
            ChaosSoakCommand.class,
            ChaosOverloadCommand.class,
            ChaosInstanceCommand.class
        },
        sortOptions = false)
final class ChaosCommand extends GroupCommand {}
