package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.camera.FrameSource;
import dev.avitstreams.ops.camera.FrameSources;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.motion.MotionReport;
import dev.avitstreams.ops.motion.MotionStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit motion}. */
@Command(
        name = "motion",
        header = "See whether a model looks longer at what moves before a static camera.",
        description = {
            "",
            "Takes the median over a clip as the still scene, calls a patch moving where it differs from that, and "
                    + "compares the layers at which moving and still patches halt."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit motion car-park.mp4",
            "  avit motion *.mp4 --out pictures/ --json motion.json"
        })
final class MotionCommand extends AvitCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "CLIP",
            description = "Videos or folders of frames, camera standing still.")
    private List<String> clips = List.of();

    @Option(names = "--frames", paramLabel = "N", description = "Look at so many at most, evenly spaced. Default: 200.")
    private int frames = 200;

    @Option(
            names = "--threshold",
            paramLabel = "D",
            description = "Mean difference from the still scene, of 255, from which on a patch moves. Default: 20.")
    private double threshold = 20;

    @Option(names = "--out", paramLabel = "DIR", description = "Draw a telling frame of each clip into this folder.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ModelOptions modelOptions = new ModelOptions();

    @Override
    protected ExitStatus execute() throws IOException, InferenceException {
        int least = 2 * MotionStudy.LEAST_FRAMES;
        if (frames < least || !(threshold > 0)) {
            throw CommandFailure.usage("--frames is " + frames + " and --threshold " + threshold
                    + "; they must be at least " + least + ", and above 0.");
        }
        ModelFolder model = modelOptions.open();
        OperatingPoint point = modelOptions.point(model);
        if (point.imageSide().isPresent()) {
            throw CommandFailure.usage("The operating point '" + point.name() + "' has the model look at images of "
                    + point.imageSide().get()
                    + " pixels, whose patches are not those that motion is told of. Name one"
                    + " at the model's own side with --point.");
        }
        List<MotionReport> reports = new ArrayList<>();
        try (Backend backend = Backends.open(model, modelOptions.backend(1))) {
            for (String clip : clips) {
                MotionStudy study = new MotionStudy(model, backend, point, threshold);
                try (FrameSource source = FrameSources.open(clip)) {
                    if (source.isLive()) {
                        throw CommandFailure.usage(clip + " is live and has no end; record a clip of it first.");
                    }
                    err().println("watching " + source.description());
                    MotionReport report = study.run(clip, source, frames);
                    print(report);
                    reports.add(report);
                }
                if (out != null) {
                    Files.createDirectories(out);
                    Path file = out.resolve(baseName(clip) + "-motion.png");
                    ImageIO.write(study.picture().orElseThrow(), "png", file.toFile());
                    out().println("  picture: " + file);
                }
            }
        }
        if (json != null) {
            JsonReport.write(json, reports);
        }
        return ExitStatus.OK;
    }

    private void print(MotionReport report) {
        out().printf(
                        Locale.ROOT,
                        "%s: %d frames, %d with motion, %.1f %% of their patches%n"
                                + "  mean depth of moving patches %.2f, of still ones %.2f; moving deeper in %.0f %% of"
                                + " those frames%n",
                        report.source(),
                        report.frames(),
                        report.framesWithMotion(),
                        100 * report.movingShare(),
                        report.movingDepth(),
                        report.stillDepth(),
                        100 * report.deeperShare());
    }

    private static String baseName(String clip) {
        String name = Path.of(clip).getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
