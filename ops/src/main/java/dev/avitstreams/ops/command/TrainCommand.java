package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.training.TrainingPlan;
import dev.avitstreams.inference.training.TrainingRun;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.training.TrainingConsole;
import dev.avitstreams.ops.training.TrainingCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit train}. */
@Command(
        name = "train",
        header = "Teach a dense vision transformer to halt token by token.",
        description = {
            "",
            "Starts from a model folder (`avit model import` makes one), whose own dense pass is the teacher: its "
                    + "answers on all classes are distilled while halting is tightened, so images need no labels.",
            "",
            "Tighten slowly. The ponder and prior losses move the halting scores, but know nothing of what a "
                    + "dropped token costs; the rest of the network must be given time to follow. With "
                    + "--target-gmacs the ponder weight is steered so that compute falls along a cosine over --ramp "
                    + "steps, and pushes back when halting runs ahead. Watch `agree`, the share of images on which "
                    + "model and teacher agree: when it falls for long, give more steps or a lower rate.",
            "",
            "Ctrl-C stops after the step and keeps everything; --resume goes on, to the bit as if never stopped. The "
                    + "folder holds training.json, steps.csv, evaluations.csv, curve.png, checkpoint/ and "
                    + "models/step-N/, each a model folder."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit train --to runs/a --from deit-tiny --unlabelled photos.tar --validate val.tar \\",
            "      --steps 4000 --target-gmacs 0.8",
            "  avit train --resume runs/a",
            "",
            "With more than one thread set OMP_WAIT_POLICY=PASSIVE (the launcher does)."
        })
final class TrainCommand extends AvitCommand {

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    private static final class Where {
        @Option(names = "--to", paramLabel = "DIR", description = "Folder of a new training.")
        private @Nullable Path to;

        @Option(
                names = "--resume",
                paramLabel = "DIR",
                description = "Go on with the training in this folder, with its own settings; other options are "
                        + "ignored.")
        private @Nullable Path resume;
    }

    @Option(names = "--from", paramLabel = "MODEL", description = "Model folder to start from.")
    private @Nullable Path from;

    @Option(
            names = "--teacher",
            paramLabel = "MODEL",
            description = "Model folder whose dense pass is the teacher. Default: that of --from.")
    private @Nullable Path teacher;

    @Option(
            names = "--labelled",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Tars or folders of class/file.jpg; a class folder has a class's identifier as its name.")
    private List<Path> labelled = List.of();

    @Option(names = "--unlabelled", paramLabel = "PATH", arity = "1..*", description = "Tars or folders of images.")
    private List<Path> unlabelled = List.of();

    @Option(names = "--validate", paramLabel = "PATH", arity = "1..*", description = "Labelled images to evaluate on.")
    private List<Path> validation = List.of();

    @Option(names = "--validate-images", paramLabel = "N", description = "At most, evenly spaced. Default: 1000.")
    private int validationImages = 1000;

    @Option(names = "--evaluate-every", paramLabel = "STEPS", description = "Default: 200.")
    private int evaluateEvery = 200;

    @Option(names = "--checkpoint-every", paramLabel = "STEPS", description = "Default: 50.")
    private int checkpointEvery = 50;

    @Mixin
    private TrainingOptions options = new TrainingOptions();

    @Override
    protected ExitStatus execute() throws IOException, InferenceException, InterruptedException {
        Path folder = where.resume != null ? where.resume : where.to;
        if (folder == null) {
            throw CommandFailure.usage("Give --to DIR for a new training, or --resume DIR for one that was begun.");
        }
        TrainingRun run = where.resume != null ? TrainingRun.resume(folder) : TrainingRun.create(folder, plan());
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            long done = run.run(new TrainingConsole(out(), progress, folder), stop::isRequested);
            progress.close();
            out().println("curves: " + TrainingCurve.draw(folder));
            if (done < run.plan().settings().steps()) {
                out().println("stopped after step " + done + "; go on with: avit train --resume " + folder);
            }
        }
        return ExitStatus.OK;
    }

    private TrainingPlan plan() {
        if (from == null) {
            throw CommandFailure.usage("Give the model folder to start from: --from DIR (`avit model import` makes one"
                    + " of a checkpoint).");
        }
        try {
            return new TrainingPlan(
                    options.settings(ModelFolder.open(from).manifest().gate()),
                    from.toAbsolutePath(),
                    (teacher == null ? from : teacher).toAbsolutePath(),
                    absolute(labelled),
                    absolute(unlabelled),
                    absolute(validation),
                    validationImages,
                    evaluateEvery,
                    checkpointEvery);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitStatus.USAGE, "These settings do not work: " + e.getMessage() + ".", e);
        }
    }

    private static List<Path> absolute(List<Path> paths) {
        return paths.stream().map(Path::toAbsolutePath).toList();
    }
}
