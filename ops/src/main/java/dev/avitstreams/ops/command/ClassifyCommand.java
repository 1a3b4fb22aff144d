package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.device.SelfTest;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameRejectedException;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.console.Terminal;
import dev.avitstreams.ops.picture.HaltingPicture;
import dev.avitstreams.ops.picture.Pixels;
import dev.avitstreams.ops.picture.TextMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avit classify}. */
@Command(
        name = "classify",
        header = "Classify images: labels, and where the model stopped looking.",
        description = {
            "",
            "Prints the most probable labels, what the answer cost, and for each patch of the image the layer after "
                    + "which the model needed it no more. The same is written as a picture: the photograph beside its "
                    + "halting map."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit classify photo.jpg                    writes photo-halting.png too",
            "  avit classify *.jpg --out maps/            all pictures into one folder",
            "  avit classify photo.jpg --no-picture --json result.json"
        })
final class ClassifyCommand extends AvitCommand {
    /** Pictures are drawn from a larger cut of the same frame than the model takes. */
    private static final int PICTURE_SIDE = 448;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "JPEG, PNG or WebP files.")
    private List<Path> images = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            description = "Where the picture goes; a folder for several. Default: IMAGE-halting.png beside the image.")
    private @Nullable Path out;

    @Option(names = "--no-picture", description = "Print only.")
    private boolean noPicture;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ModelOptions modelOptions = new ModelOptions();

    /** One image and all that was found out about it. */
    private record Result(Path image, Classification classification, double millis, Optional<Path> picture) {}

    @Override
    protected ExitStatus execute() throws IOException, InferenceException {
        if (out != null && images.size() > 1 && !isFolder(out)) {
            throw CommandFailure.usage("--out " + out + " is one file, but there are " + images.size()
                    + " images; name a folder (with a / at its end if it does not exist yet).");
        }
        images.stream().filter(Files::isDirectory).findFirst().ifPresent(directory -> {
            throw CommandFailure.usage(directory + " is a folder; name the images in it, for example " + directory
                    + (directory.toString().endsWith("/") ? "" : "/") + "*.jpg.");
        });
        ModelFolder model = modelOptions.open();
        OperatingPoint point = modelOptions.point(model);
        List<Result> results = new ArrayList<>();
        int failures = 0;
        try (Backend backend = Backends.open(model, modelOptions.backend(1))) {
            // The first forward loads kernels and finds its memory: not to be timed.
            SelfTest.run(backend, model.manifest().architecture().imageSide(), point);
            for (Path image : images) {
                try {
                    Result result = classify(image, model, backend, point);
                    print(result, model.manifest().architecture().blocks());
                    results.add(result);
                } catch (IOException | FrameRejectedException e) {
                    failures++;
                    err().println("avit: " + image + ": " + Sentences.of(e));
                }
            }
        }
        if (json != null) {
            JsonReport.write(json, results.stream().map(ClassifyCommand::fields).toList());
        }
        return failures == 0 ? ExitStatus.OK : ExitStatus.RUNTIME;
    }

    private Result classify(Path image, ModelFolder model, Backend backend, OperatingPoint point)
            throws IOException, FrameRejectedException, InferenceException {
        byte[] encoded = Files.readAllBytes(image);
        int side = model.manifest().architecture().imageSide();
        PreparedImage prepared = new ImageDecoder(side, DecodeLimits.DEFAULT).decode(encoded);
        long began = System.nanoTime();
        Classification answer = backend.classify(List.of(prepared), point).get(0);
        double millis = (System.nanoTime() - began) / 1e6;
        if (noPicture) {
            return new Result(image, answer, millis, Optional.empty());
        }
        Path file = pictureOf(image);
        var seen = Pixels.picture(new ImageDecoder(PICTURE_SIDE, DecodeLimits.DEFAULT).decode(encoded));
        var drawn = new HaltingPicture()
                .draw(seen, answer, model.manifest().architecture().blocks());
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ImageIO.write(drawn, "png", file.toFile());
        return new Result(image, answer, millis, Optional.of(file));
    }

    private Path pictureOf(Path image) {
        String name = image.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String pictureName = (dot > 0 ? name.substring(0, dot) : name) + "-halting.png";
        if (out == null) {
            return image.resolveSibling(pictureName);
        }
        return isFolder(out) ? out.resolve(pictureName) : out;
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path) || !path.getFileName().toString().contains(".");
    }

    private void print(Result result, int layers) {
        Classification answer = result.classification();
        out().println(result.image());
        for (Prediction prediction :
                answer.top().subList(0, Math.min(5, answer.top().size()))) {
            out().printf(Locale.ROOT, "  %5.1f %%  %s%n", 100 * prediction.probability(), prediction.name());
        }
        out().printf(
                        Locale.ROOT,
                        "  mean depth %.1f of %d, class token %d; %.2f of %.2f GMACs computed, %.0f %% saved; %.0f ms%n",
                        answer.meanDepth(),
                        layers,
                        answer.classTokenDepth(),
                        answer.macsExecuted() / 1e9,
                        answer.macsDense() / 1e9,
                        100 * savedShare(answer),
                        result.millis());
        out().println("  layer after which each patch was dropped:");
        TextMap.lines(answer.patchDepths(), layers, Terminal.colours()).forEach(line -> out().println("  " + line));
        result.picture().ifPresent(file -> out().println("  picture: " + file));
    }

    private static double savedShare(Classification answer) {
        return 1 - (double) answer.macsExecuted() / answer.macsDense();
    }

    private static Map<String, Object> fields(Result result) {
        Classification answer = result.classification();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("image", result.image().toString());
        fields.put("top", answer.top());
        fields.put("classTokenDepth", answer.classTokenDepth());
        fields.put("meanDepth", answer.meanDepth());
        fields.put("patchDepths", rows(answer));
        fields.put("activeTokens", answer.activeTokens());
        fields.put("macsExecuted", answer.macsExecuted());
        fields.put("macsDense", answer.macsDense());
        fields.put("macsSavedShare", savedShare(answer));
        fields.put("operatingPoint", answer.operatingPoint());
        fields.put("model", answer.model());
        fields.put("picture", result.picture().map(Path::toString));
        return fields;
    }

    private static int[][] rows(Classification answer) {
        int[][] rows = new int[answer.patchDepths().rows()][answer.patchDepths().columns()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                rows[row][column] = answer.patchDepths().depthAt(row, column);
            }
        }
        return rows;
    }
}
