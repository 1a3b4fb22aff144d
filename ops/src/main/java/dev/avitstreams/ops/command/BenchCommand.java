package dev.avitstreams.ops.command;

import dev.avitstreams.inference.device.DevicePreference;
import dev.avitstreams.inference.device.DeviceStream;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.bench.BenchImages;
import dev.avitstreams.ops.bench.OperatorBench;
import dev.avitstreams.ops.bench.OperatorPicture;
import dev.avitstreams.ops.bench.OperatorPlan;
import dev.avitstreams.ops.bench.OperatorReport;
import dev.avitstreams.ops.bench.OperatorReport.Contender;
import dev.avitstreams.ops.bench.OperatorReport.Workload;
import dev.avitstreams.ops.bench.device.DevicePlan;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit bench}. */
@Command(
        name = "bench",
        header = "Measure speed, beside peers, in one run.",
        subcommands = {
            BenchCommand.Operator.class,
            BenchPipelineCommand.class,
            BenchElasticCommand.class,
            BenchDecodeCommand.class,
            BenchMemoryCommand.class
        },
        sortOptions = false)
final class BenchCommand extends GroupCommand {

    /** {@code avit bench operator}. */
    @Command(
            name = "operator",
            header = "The operator against ONNX Runtime, DJL and its own dense pass.",
            description = {
                "",
                "Every contender is a process of its own and computes the same images in turn with the others, round "
                        + "after round. A factor is its time divided by ours in the same round: above 1 we are faster. "
                        + "What is compared are forward passes, from normalised pixels to logits.",
                "",
                "Images halt as the model has learned, and by schedules of known cost that no model learned. ONNX "
                        + "Runtime ragged is told the schedule and drops tokens by a Gather in every layer, one image "
                        + "at a time.",
                "",
                "With --device cuda a GPU is checked against the CPU on the same images, then halting is timed against "
                        + "the dense pass in batches of 1, 8 and 32, in f32 and f16; of the flags only --images, --count, "
                        + "--rounds, --model and --json are looked at then. Exit code 1 if the GPU computes something else."
            },
            sortOptions = false,
            footer = {
                "",
                "Examples:",
                "  avit bench operator",
                "  avit bench operator --images val.tar --rounds 9 --json operator.json --picture operator.png",
                "  avit bench operator --workers 2 --schedule none --all-points --own",
                "  avit bench operator --device cuda --json gpu.json"
            })
    static final class Operator extends AvitCommand {
        @Mixin
        private final BenchImageOptions images = new BenchImageOptions();

        @Option(names = "--rounds", paramLabel = "N", description = "Of each contender. Default: ${DEFAULT-VALUE}.")
        private int rounds = 5;

        @Option(
                names = "--workers",
                paramLabel = "N",
                split = ",",
                description = "Images computed at once, one thread each. Default: 1 and one a core.")
        private List<Integer> workers = IntStream.of(1, Runtime.getRuntime().availableProcessors())
                .distinct()
                .boxed()
                .toList();

        @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
        private @Nullable Path model;

        @Option(
                names = "--device",
                paramLabel = "cpu|cuda",
                description = "Measure the CPU beside peers, or check and measure a GPU. Default: cpu.")
        private DevicePreference device = DevicePreference.CPU;

        @Option(
                names = "--all-points",
                description =
                        "All operating points of the model that see images of its own side, not only its default.")
        private boolean allPoints;

        @Option(
                names = "--schedule",
                paramLabel = "SHARE:SPREAD",
                split = ",",
                description = "Images that cost SHARE of the dense pass, give or take SPREAD of that; or none. "
                        + "Default: 0.635:0.3,0.635:0.6.")
        private List<String> schedules = List.of("0.635:0.3", "0.635:0.6");

        @Option(names = "--own", description = "Leave out the contenders that are not ours.")
        private boolean own;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
        private @Nullable Path json;

        @Option(
                names = "--picture",
                paramLabel = "FILE",
                description = "Draw throughput and time an image against cost, as PNG.")
        private @Nullable Path picture;

        @Override
        protected ExitStatus execute() throws IOException {
            if (device != DevicePreference.CPU) {
                return onDevice();
            }
            if (!own && !OperatorBench.hasForeign()) {
                throw CommandFailure.usage("The contenders that are not ours are not built: start this command by the"
                        + " launcher, ./avit bench operator, which builds them, or give --own to leave them out.");
            }
            ModelFolder folder = ModelFolder.open(model == null ? ModelHome.bundled() : model);
            Path directory = Files.createTempDirectory("avit-bench-");
            try (Progress progress = progress()) {
                OperatorReport report = new OperatorBench(plan(folder, directory), progress::update).run();
                progress.close();
                print(report);
                if (json != null) {
                    JsonReport.write(json, report);
                }
                if (picture != null) {
                    OperatorPicture.write(report, picture);
                }
            } finally {
                TemporaryFolder.delete(directory);
            }
            return ExitStatus.OK;
        }

        private ExitStatus onDevice() throws IOException {
            if (device == DevicePreference.AUTO) {
                throw CommandFailure.usage("--device is auto; name the device to measure, cpu or cuda.");
            }
            try (DeviceStream stream = DeviceStream.cuda();
                    Progress progress = progress()) {
                ModelFolder folder = ModelFolder.open(model == null ? ModelHome.bundled() : model);
                requireWholeImages(folder.defaultOperatingPoint());
                DevicePlan plan =
                        DevicePlan.usual(folder, BenchImages.load(images.paths(), images.count(), folder), rounds);
                return DeviceBenchRun.run(plan, stream, out(), progress, json);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--" + e.getMessage() + ".");
            }
        }

        private OperatorPlan plan(ModelFolder folder, Path directory) throws IOException {
            OperatingPoint first = requireWholeImages(folder.defaultOperatingPoint());
            List<OperatingPoint> points = allPoints
                    ? folder.manifest().operatingPoints().stream()
                            .filter(point -> point.imageSide().isEmpty())
                            .toList()
                    : List.of(first);
            List<OperatorPlan.Schedule> given = schedules.equals(List.of("none"))
                    ? List.of()
                    : schedules.stream().map(Operator::schedule).toList();
            try {
                return new OperatorPlan(
                        folder,
                        BenchImages.load(images.paths(), images.count(), folder),
                        points,
                        given,
                        workers,
                        rounds,
                        !own,
                        directory);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--" + e.getMessage() + ".");
            }
        }

        /** All contenders are shown the same pixels. */
        private static OperatingPoint requireWholeImages(OperatingPoint point) {
            if (point.imageSide().isPresent()) {
                throw CommandFailure.usage(
                        "The model's first operating point, '" + point.name()
                                + "', has it look at images of "
                                + point.imageSide().get()
                                + " pixels; contenders are compared on images of the model's own side. Put another point first.");
            }
            return point;
        }

        private static OperatorPlan.Schedule schedule(String text) {
            String[] parts = text.split(":", -1);
            try {
                double mean = Double.parseDouble(parts[0]);
                double spread = parts.length > 1 ? Double.parseDouble(parts[1]) : 0;
                if (parts.length <= 2 && mean > .1 && spread >= 0 && mean * (1 + spread) <= 1.05) {
                    return new OperatorPlan.Schedule(mean, spread);
                }
            } catch (NumberFormatException e) {
                // answered below
            }
            throw CommandFailure.usage("--schedule is " + text + "; give the share of the dense cost and its spread, as"
                    + " in 0.635:0.3, such that the dearest image costs no more than the dense pass; or none.");
        }

        private void print(OperatorReport report) {
            out().printf(
                            "%s on %s, %d images, median of %d rounds (extremes)%n",
                            report.model(), report.processor(), report.images(), report.rounds());
            for (Workload workload : report.workloads()) {
                out().printf(
                                Locale.ROOT,
                                "%n%s: %.3f GMACs, %.3f of dense; %d %s%n%-24s %8s %9s %17s  %s%n",
                                workload.name(),
                                workload.gmacs(),
                                workload.macRatio(),
                                workload.workers(),
                                workload.workers() == 1 ? "worker" : "workers",
                                "",
                                "images/s",
                                "ms/image",
                                "our factor",
                                "same class, largest difference of a logit");
                workload.contenders().forEach(this::print);
            }
        }

        private void print(Contender contender) {
            out().printf(
                            Locale.ROOT,
                            "%-24s %8.1f %9.2f  %5.2f (%.2f–%.2f)  %s%s%n",
                            contender.name(),
                            contender.imagesPerSecond().median(),
                            contender.millisPerImage().median(),
                            contender.factor().median(),
                            contender.factor().least(),
                            contender.factor().most(),
                            contender.difference().isEmpty()
                                    ? ""
                                    : String.format(
                                            Locale.ROOT,
                                            "%.0f %%, %.1e",
                                            100 * contender.sameClass().orElse(0),
                                            contender.difference().getAsDouble()),
                            contender.ofIdeal().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            "; we reach %.3f of what the MACs allow",
                                            contender.ofIdeal().getAsDouble())
                                    : "");
        }
    }
}
