package dev.avitstreams.ops.command;

import picocli.CommandLine.Command;

/** {@code avit model}. */
@Command(
        name = "model",
        header = "Describe or import a model, or compare the operator with reference vectors.",
        subcommands = {ModelInfoCommand.class, ModelVerifyCommand.class, ModelImportCommand.class},
        sortOptions = false,
        footer = {"", "Examples:", "  avit model info", "  avit model verify --golden golden/avit_mini"})
final class ModelCommand extends GroupCommand {}
