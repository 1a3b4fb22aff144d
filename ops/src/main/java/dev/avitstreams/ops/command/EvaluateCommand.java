package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.evaluation.Evaluator;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.training.data.ImageSet;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.evaluation.Comparison;
import dev.avitstreams.ops.evaluation.EvaluationReport;
import dev.avitstreams.ops.evaluation.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avit evaluate}. */
@Command(
        name = "evaluate",
        header = "Measure a model on images: accuracy, compute, time, beside its dense teacher.",
        description = {
            "",
            "Every image is decoded as a frame is and shown to all contenders in turn, so that their times can be "
                    + "compared. Accuracy is over all classes of the model."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit evaluate --images val.tar --compare dense",
            "  avit evaluate --images val.tar --all-points --compare dense layers random attention \\",
            "      --teacher deit-tiny --json report.json",
            "  avit evaluate --images val.tar --compare dense --workers 1     to compare times"
        })
final class EvaluateCommand extends AvitCommand {

    @Option(
            names = "--images",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Tars or folders of class/file.jpg; a class folder has a class's identifier as its name.")
    private List<Path> labelled = List.of();

    @Option(
            names = "--unlabelled",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Tars or folders of images without labels, for agreement and compute.")
    private List<Path> unlabelled = List.of();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder with model.json and its weights. Default: the bundled model.")
    private @Nullable Path model;

    @Option(names = "--point", paramLabel = "NAME", description = "Operating point. Default: the model's first.")
    private @Nullable String point;

    @Option(names = "--all-points", description = "The model's other operating points too.")
    private boolean allPoints;

    @Option(
            names = "--shift",
            paramLabel = "G",
            arity = "1..*",
            description =
                    "Further points: the operating point with its gate shifted by so much; above 0 halts earlier.")
    private List<Float> shifts = List.of();

    @Option(
            names = "--compare",
            paramLabel = "PEER",
            arity = "1..*",
            description =
                    "dense: without halting. layers, random, attention: the dense model without its first layers, "
                            + "or with patches dropped by lot or by the class token's attention.")
    private List<Peer> peers = List.of();

    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description = "Model folder whose dense pass the peers are. Default: the model itself.")
    private @Nullable Path teacher;

    @Option(
            names = "--precision",
            paramLabel = "f32|int8",
            description = "What the model's weights are multiplied in; its peers stay in f32. Default: f32.")
    private OperatorPrecision precision = OperatorPrecision.F32;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many images, evenly spaced. Default: all.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--workers", paramLabel = "N", description = "Images computed at once. Default: one a core.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() throws IOException, InferenceException {
        if (labelled.isEmpty() && unlabelled.isEmpty()) {
            throw CommandFailure.usage("There is nothing to evaluate on: give --images PATH, or --unlabelled PATH.");
        }
        if (limit < 1 || workers < 1) {
            throw CommandFailure.usage(
                    "--limit is " + limit + " and --workers " + workers + "; both must be 1 or more.");
        }
        ModelFolder folder = ModelFolder.open(model == null ? ModelHome.bundled() : model);
        ModelFolder dense = teacher == null ? folder : ModelFolder.open(teacher);
        requireSameInput(folder, dense);
        try (ImageSet images = ImageSet.open(labelled, unlabelled, folder.labels());
                Comparison comparison = new Comparison(folder, precision, points(folder), dense, peers);
                Evaluator evaluator = new Evaluator(
                        images,
                        limit,
                        folder.manifest().architecture().imageSide(),
                        folder.manifest().normalisation(),
                        workers);
                Progress progress = progress()) {
            EvaluationReport report = comparison.run(
                    evaluator, done -> progress.update("evaluating, " + done + " of " + evaluator.images()));
            progress.close();
            print(report);
            if (json != null) {
                JsonReport.write(json, report);
            }
        }
        return ExitStatus.OK;
    }

    private static void requireSameInput(ModelFolder model, ModelFolder teacher) {
        ModelManifest one = model.manifest();
        ModelManifest other = teacher.manifest();
        if (one.architecture().imageSide() != other.architecture().imageSide()
                || !one.normalisation().equals(other.normalisation())
                || !model.labels().equals(teacher.labels())) {
            throw CommandFailure.usage("The model " + one.name() + " and the teacher " + other.name()
                    + " differ in image side, normalisation or labels, so that they cannot look at the same pixels or"
                    + " mean the same classes; name the dense model that training started from.");
        }
    }

    private List<OperatingPoint> points(ModelFolder folder) {
        OperatingPoint own = point == null ? folder.defaultOperatingPoint() : folder.operatingPoint(point);
        List<OperatingPoint> points = new ArrayList<>(List.of(own));
        if (allPoints) {
            folder.manifest().operatingPoints().stream()
                    .filter(other -> !other.equals(own))
                    .forEach(points::add);
        }
        for (float shift : shifts) {
            String name = String.format(Locale.ROOT, "%s%+.2f", own.name(), shift);
            points.add(new OperatingPoint(name, own.threshold(), own.gateShift() + shift, Optional.empty()));
        }
        return points;
    }

    private void print(EvaluationReport report) {
        out().printf(
                        "%d images%n%-16s %-14s %6s %6s %7s %7s %6s %8s %7s%n",
                        report.frames(),
                        "model",
                        "point",
                        "top-1",
                        "top-5",
                        "GMACs",
                        "(exit)",
                        "depth",
                        "ms/image",
                        "agrees");
        for (EvaluationReport.Model model : report.models()) {
            for (EvaluationReport.Point point : model.curve()) {
                out().printf(
                                Locale.ROOT,
                                "%-16s %-14s %6s %6s %7.3f %7.3f %6.2f %8.2f %7s%n",
                                model.name(),
                                point.point(),
                                percent(point.top1()),
                                percent(point.top5()),
                                point.gmacs(),
                                point.gmacsEarlyExit(),
                                point.meanDepth(),
                                point.millisPerFrame(),
                                percent(point.agreement()));
            }
        }
        EvaluationReport.Model own = report.models().get(0);
        if (own.depthAgainstEntropy() != null) {
            out().printf(
                            Locale.ROOT,
                            "correlation of a frame's mean depth with the dense model's entropy: %.2f%n",
                            own.depthAgainstEntropy());
        }
        report.models().stream()
                .filter(other -> other.name().equals("dense"))
                .findFirst()
                .ifPresent(other -> out().printf(
                                Locale.ROOT,
                                "%.2f times as fast as dense, at %.3f of its multiply-accumulates%n",
                                other.millisPerFrame() / own.millisPerFrame(),
                                own.gmacs() / other.gmacs()));
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
