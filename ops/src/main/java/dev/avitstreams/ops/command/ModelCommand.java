package dev.avitstreams.ops.command;

import picocli.CommandLine.Command;

/** {@code avit model}. */
@Command(
        name = "model",
        header = "Describe, import or verify a model, or roll one out to running instances.",
        subcommands = {
            ModelInfoCommand.class,
            ModelVerifyCommand.class,
            ModelImportCommand.class,
            ModelDeployCommand.class,
            ModelStatusCommand.class,
            ModelShadowCommand.class
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit model info",
            "  avit model verify --golden golden/avit_mini",
            "  avit model deploy /models/tiny-2 --config avit.yaml"
        })
final class ModelCommand extends GroupCommand {}
