package dev.avitstreams.ops.command;

import dev.avitstreams.inference.importing.ModelImporter;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit model import}. */
@Command(
        name = "import",
        header = "Make a model folder of a timm, DeiT or A-ViT checkpoint.",
        description = {
            "",
            "Reads .safetensors, and .pth as PyTorch writes it since 1.6. A .pth is a program that could do anything "
                    + "where it is loaded: here it is read by an interpreter that knows tensors only and refuses the "
                    + "rest. Nothing of it is run.",
            "",
            "A dense checkpoint becomes a model too: it halts as the gate happens to say until it is trained "
                    + "(`avit train`)."
        },
        sortOptions = false,
        footer = {"", "Example:", "  avit model import deit_tiny.safetensors --labels synset_words.txt --to deit-tiny"})
final class ModelImportCommand extends AvitCommand {

    @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "The file to read.")
    private Path checkpoint = Path.of("");

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Folder to write; must not exist yet.")
    private Path folder = Path.of("");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            required = true,
            description = "One class a line in the order of the head: identifier, blank, name.")
    private Path labels = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Of the model. Default: the checkpoint's file name.")
    private @Nullable String name;

    @Option(names = "--model-version", paramLabel = "VERSION", description = "Default: ${DEFAULT-VALUE}.")
    private String version = "1";

    @Option(names = "--heads", paramLabel = "H", description = "Attention heads. Default: width / 64.")
    private @Nullable Integer heads;

    @Option(names = "--gate-scale", paramLabel = "γ", description = "Halting score σ(γ·x₀ − β). Default: 5.")
    private float gateScale = 5;

    @Option(names = "--gate-center", paramLabel = "β", description = "Default: 5.")
    private float gateCenter = 5;

    @Option(
            names = "--threshold",
            paramLabel = "τ",
            description = "A token halts at this sum of scores. Default: 0.99.")
    private float threshold = .99f;

    @Option(names = "--origin", paramLabel = "TEXT", description = "Where the weights come from, and their licence.")
    private String origin = "not stated";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the description as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() throws IOException {
        if (Files.exists(folder)) {
            throw CommandFailure.usage(folder + " exists already; choose another --to, or remove it.");
        }
        ModelFolder model = ModelImporter.importTo(
                folder,
                checkpoint,
                new ModelImporter.Description(
                        name == null ? baseName() : name,
                        version,
                        heads == null ? OptionalInt.empty() : OptionalInt.of(heads),
                        new Gate(gateScale, gateCenter),
                        threshold,
                        Labels.read(labels),
                        origin));
        Architecture sizes = model.manifest().architecture();
        out().printf(
                        Locale.ROOT,
                        "%s: %d layers, width %d, %d heads, %d tokens, %d classes → %s%n",
                        model.manifest().name(),
                        sizes.blocks(),
                        sizes.width(),
                        sizes.heads(),
                        sizes.tokens(),
                        sizes.classes(),
                        folder);
        if (json != null) {
            JsonReport.write(json, model.manifest());
        }
        return ExitStatus.OK;
    }

    private String baseName() {
        String file = checkpoint.getFileName().toString();
        int end = file.lastIndexOf('.');
        return end > 0 ? file.substring(0, end) : file;
    }
}
