package dev.avitstreams.ops.command;

import picocli.CommandLine.Command;

/** {@code avit model}. */
@Command(
        name = "model",
        header = "Describe a model, or compare the operator with reference vectors.",
        subcommands = {ModelInfoCommand.class, ModelVerifyCommand.class},
        sortOptions = false,
        footer = {"", "Examples:", "  avit model info", "  avit model verify --golden golden/avit_mini"})
final class ModelCommand extends GroupCommand {}
