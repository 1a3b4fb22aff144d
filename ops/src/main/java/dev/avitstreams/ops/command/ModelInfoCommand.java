package dev.avitstreams.ops.command;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit model info}. */
@Command(
        name = "info",
        header = "Describe a model folder, after checking that it is sound.",
        description = {"", "Checks the digest of the weights, the shapes of all tensors and the number of labels."},
        sortOptions = false)
final class ModelInfoCommand extends AvitCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "Default: the bundled model.")
    private @Nullable Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the description as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() {
        ModelFolder model = ModelFolder.open(folder == null ? ModelHome.bundled() : folder);
        ModelManifest manifest = model.manifest();
        Architecture sizes = manifest.architecture();
        out().printf(
                        Locale.ROOT,
                        "%s %s in %s%n"
                                + "  network      %d layers, width %d, %d heads, %d classes%n"
                                + "  input        %d × %d pixels, patches of %d: %d tokens%n"
                                + "  halting      score σ(%s·x₀ − %s)%n"
                                + "  weights      %s, sha256 %s…, intact%n"
                                + "  from         %s%n"
                                + "  training     %s%n",
                        manifest.name(),
                        manifest.version(),
                        model.path(),
                        sizes.blocks(),
                        sizes.width(),
                        sizes.heads(),
                        sizes.classes(),
                        sizes.imageSide(),
                        sizes.imageSide(),
                        sizes.patchSide(),
                        sizes.tokens(),
                        manifest.gate().scale(),
                        manifest.gate().center(),
                        manifest.weights().file(),
                        manifest.weights().sha256().substring(0, 12),
                        manifest.training().startedFrom(),
                        manifest.training().recipe());
        out().println("  operating points");
        for (OperatingPoint point : manifest.operatingPoints()) {
            out().printf(
                            Locale.ROOT,
                            "    %-12s threshold %.3g, gate shift %.3g%s%s%n",
                            point.name(),
                            point.threshold(),
                            point.gateShift(),
                            point.imageSide()
                                    .map(side -> ", images of " + side + " pixels")
                                    .orElse(""),
                            point.measured()
                                    .map(measured -> String.format(
                                            Locale.ROOT,
                                            "; measured top-1 %.1f %%, %.2f GMACs, mean depth %.1f",
                                            100 * measured.top1(),
                                            measured.gmacs(),
                                            measured.meanDepth()))
                                    .orElse(""));
        }
        if (json != null) {
            JsonReport.write(json, manifest);
        }
        return ExitStatus.OK;
    }
}
