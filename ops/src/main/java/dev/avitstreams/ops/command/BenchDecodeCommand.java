package dev.avitstreams.ops.command;

import dev.avitstreams.inference.image.ImageEncoding;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.ops.bench.decode.DecodeBench;
import dev.avitstreams.ops.bench.decode.DecodePlan;
import dev.avitstreams.ops.bench.decode.DecodePlan.Size;
import dev.avitstreams.ops.bench.decode.DecodeReport;
import dev.avitstreams.ops.bench.decode.DecodeReport.Row;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit bench decode}. */
@Command(
        name = "decode",
        header = "What it costs to turn an encoded frame into what the model takes.",
        description = {
            "",
            "Images are brought to each size, given the noise of a sensor, encoded, and decoded in turn by each way, one "
                    + "thread. The model then tells whether a way that is less exact leads to the same class. The "
                    + "service decodes exactly; frames.decode: scaled makes it decode large JPEGs at part of their size."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit bench decode",
            "  avit bench decode --images val.tar --sizes 1920x1080 --encodings jpeg --json decode.json"
        })
final class BenchDecodeCommand extends AvitCommand {
    @Mixin
    private final BenchImageOptions images = new BenchImageOptions();

    @Option(names = "--sizes", paramLabel = "WxH", split = ",", description = "Default: ${DEFAULT-VALUE}.")
    private List<String> sizes = List.of("640x480", "1280x720", "1920x1080");

    @Option(names = "--encodings", paramLabel = "E", split = ",", description = "Default: jpeg, png, webp.")
    private List<ImageEncoding> encodings = List.of(ImageEncoding.values());

    @Option(names = "--rounds", paramLabel = "N", description = "Of each way. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
    private @Nullable Path model;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() throws Exception {
        ModelFolder folder = ModelFolder.open(model == null ? ModelHome.bundled() : model);
        DecodeReport report;
        try (Progress progress = progress()) {
            report = new DecodeBench(plan(folder, images.encoded()), progress::update).run();
        }
        print(report);
        if (json != null) {
            JsonReport.write(json, report);
        }
        return ExitStatus.OK;
    }

    private DecodePlan plan(ModelFolder folder, List<byte[]> encoded) {
        try {
            return new DecodePlan(
                    folder, encoded, sizes.stream().map(Size::parse).toList(), encodings, rounds);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private void print(DecodeReport report) {
        out().printf(
                        "%s on %s, %d images, one thread, median of %d rounds (extremes)%n",
                        report.model(), report.processor(), report.images(), report.rounds());
        String heading = "";
        for (Row row : report.rows()) {
            String next =
                    String.format(Locale.ROOT, "%s %s, %.0f KiB a frame", row.size(), row.encoding(), row.kibibytes());
            if (!next.equals(heading)) {
                heading = next;
                out().printf(
                                "%n%s%n%-22s %8s %18s %12s %11s %11s%n",
                                heading, "", "ms", "times exact", "of 255 apart", "same class", "mean depth");
            }
            out().printf(
                            Locale.ROOT,
                            "%-22s %8.2f  %5.2f (%.2f–%.2f) %12.2f %9.0f %% %11.2f%n",
                            row.way(),
                            row.millis().median(),
                            row.factor().median(),
                            row.factor().least(),
                            row.factor().most(),
                            row.pixelDifference(),
                            100 * row.sameClass(),
                            row.meanDepth());
        }
    }
}
