package dev.avitstreams.ops.command;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.bench.BenchImages;
import dev.avitstreams.ops.bench.elastic.ElasticPicture;
import dev.avitstreams.ops.bench.elastic.LiveBench;
import dev.avitstreams.ops.bench.elastic.LivePlan;
import dev.avitstreams.ops.bench.elastic.LiveReport;
import dev.avitstreams.ops.bench.elastic.RecordedLoad;
import dev.avitstreams.ops.bench.elastic.SimulationBench;
import dev.avitstreams.ops.bench.elastic.SimulationPlan;
import dev.avitstreams.ops.bench.elastic.SimulationReport;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.load.LoadImage;
import dev.avitstreams.ops.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code avit bench elastic}. */
@Command(
        name = "elastic",
        header = "What it is worth to think less under load, simulated or through Kafka.",
        description = {
            "",
            "Simulated: the controller of elastic operating points beside others (the best point kept, the cheapest, a "
                    + "threshold, PI), under steps, bursts, a day in a quarter of an hour, and a load that was recorded. Takes "
                    + "seconds; the same seed gives the same figures.",
            "",
            "With --live: a broker and the service as processes of their own. The capacity at one point is measured, under "
                    + "more than that, then half of it is sent, the peak, and half again, once with the best point kept and "
                    + "once elastic. Labels are counted as they become visible to a reader of committed records."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit bench elastic --picture simulated.png",
            "  avit bench elastic --recorded yesterday.csv --peak 1.5",
            "  avit bench elastic --live --images val.tar --json live.json --picture live.png"
        })
final class BenchElasticCommand extends AvitCommand {
    private static final double USUAL = 0.5;
    private static final int PHOTOGRAPHS = 48;

    @Option(names = "--live", description = "Through Kafka, not simulated.")
    private boolean live;

    @Option(
            names = "--peak",
            paramLabel = "F",
            description = "Of the capacity. Default: 2; simulated, 0.95 of what the cheapest serves.")
    private @Nullable Double peak;

    @Option(
            names = "--capacity-of",
            paramLabel = "POINT",
            description =
                    "Live: operating point whose capacity the load is a multiple of, or dense: no token halts. Default:"
                            + " the best.")
    private @Nullable String capacityOf;

    @Option(
            names = "--objective",
            paramLabel = "MS",
            description = "Most latency, 10 to 3600000. Default: ${DEFAULT-VALUE}.")
    private int objective = 250;

    @Option(
            names = "--high-share",
            paramLabel = "S",
            description = "Of frames, or with --live of cameras, that are of high priority. Default: ${DEFAULT-VALUE}.")
    private double highShare = 0.125;

    @Option(
            names = "--min-accuracy",
            paramLabel = "A",
            description = "Least that a point must have been measured at, 0 to 1. Default: 0.1 less than the best.")
    private @Nullable Double minAccuracy;

    @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
    private @Nullable Path model;

    @Option(
            names = "--recorded",
            paramLabel = "FILE",
            description = "Simulate this load too: a CSV of seconds,frames_per_second.")
    private @Nullable Path recorded;

    @Option(names = "--seed", paramLabel = "N", description = "Of the simulation. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--seconds", paramLabel = "N", description = "Live: of each segment. Default: ${DEFAULT-VALUE}.")
    private int seconds = 60;

    @Option(names = "--rounds", paramLabel = "N", description = "Live: of both in turn. Default: ${DEFAULT-VALUE}.")
    private int rounds = 1;

    @Option(names = "--cameras", paramLabel = "N", description = "Live. Default: ${DEFAULT-VALUE}.")
    private int cameras = 32;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Live: tars or folders of CLASS/FILE.jpg, whose classes become the frames' truth. Default: what the "
                            + "demo's cameras see.")
    private List<Path> images = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Live: images, shown in turn. Default: ${DEFAULT-VALUE}.")
    private int count = 1000;

    @Option(names = "--frames", paramLabel = "N", description = "Live: of each backlog. Default: ${DEFAULT-VALUE}.")
    private int frames = 1500;

    @Option(
            names = "--backlogs",
            paramLabel = "N",
            description = "Live: to warm up before the capacity is measured. Default: ${DEFAULT-VALUE}.")
    private int backlogs = 3;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Live: stream threads of the service, 1 to 64. Default: the service's.")
    private @Nullable Integer threads;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Live: seconds of the peak, and of usual load, before each run. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 15;

    @Option(
            names = "--skip-stale-after",
            paramLabel = "MS",
            description = "Live: frames so old are skipped. Default: ${DEFAULT-VALUE}.")
    private int skipStaleAfter = 2000;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Live: keep broker's data and logs here. Default: they are deleted.")
    private @Nullable Path keep;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw load, points and latency over time as PNG; of the first scenario or round.")
    private @Nullable Path picture;

    @Override
    protected ExitStatus execute() throws IOException {
        ModelFolder folder = ModelFolder.open(model == null ? ModelHome.bundled() : model);
        Ladder ladder = ladder(folder);
        if (live && recorded != null) {
            throw CommandFailure.usage("--recorded is for the simulation; leave it or --live out.");
        }
        if (live && ladder.size() < 2) {
            throw CommandFailure.usage("Of the model's points only '"
                    + ladder.point(0).name() + "' is left to choose: measure others, or lower --min-accuracy.");
        }
        if (live) {
            runLive(folder, ladder);
        } else {
            simulate(ladder);
        }
        return ExitStatus.OK;
    }

    private Ladder ladder(ModelFolder folder) {
        try {
            List<OperatingPoint> all = folder.manifest().operatingPoints();
            return minAccuracy == null ? Ladder.of(all) : Ladder.of(all, minAccuracy);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("No ladder of operating points: " + e.getMessage() + ".");
        }
    }

    private void simulate(Ladder ladder) throws IOException {
        Optional<RecordedLoad> load = recorded == null ? Optional.empty() : Optional.of(RecordedLoad.read(recorded));
        SimulationPlan plan;
        try {
            double most = peak == null ? SimulationPlan.servablePeak(ladder) : peak;
            plan = new SimulationPlan(ladder, Duration.ofMillis(objective), most, highShare, load, seed);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
        SimulationReport report = new SimulationBench(plan).run();
        ElasticTable.print(report, out());
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (picture != null) {
            ElasticPicture.write(
                    report.series().get(0),
                    report.series().get(1),
                    "place on the ladder, 0 the best",
                    report.objectiveMillis(),
                    picture);
        }
    }

    private void runLive(ModelFolder folder, Ladder ladder) throws IOException {
        LivePlan plan = plan(folder, ladder);
        List<LoadImage> shown = images(folder.labels());
        if (keep != null) {
            Files.createDirectories(keep);
        }
        Path directory = keep == null ? Files.createTempDirectory("avit-bench-") : keep;
        LiveReport report;
        try (StopSignal stop = StopSignal.ofProcess();
                Progress progress = progress()) {
            report = new LiveBench(plan, shown, directory, stop, progress::update).run();
        }
        ElasticTable.print(report, out());
        if (json != null) {
            JsonReport.write(json, report);
        }
        if (picture != null) {
            ElasticPicture.write(
                    report.rows().get(0).series(),
                    report.rows().get(1).series(),
                    "share by point",
                    report.objectiveMillis(),
                    picture);
        }
        if (keep != null) {
            ElasticTable.printReplay(report, keep, out());
        } else {
            TemporaryFolder.delete(directory); // kept where something went wrong: the logs are in it
        }
    }

    private LivePlan plan(ModelFolder folder, Ladder ladder) {
        try {
            return new LivePlan(
                    folder.path(),
                    ladder,
                    cameras,
                    highShare,
                    capacityOf(folder, ladder),
                    List.of(USUAL, peak == null ? 2 : peak, USUAL),
                    Duration.ofSeconds(seconds),
                    rounds,
                    Duration.ofMillis(objective),
                    Duration.ofMillis(skipStaleAfter),
                    frames,
                    backlogs,
                    threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
                    Duration.ofSeconds(warmUp));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--" + e.getMessage() + ".");
        }
    }

    private String capacityOf(ModelFolder folder, Ladder ladder) {
        if (capacityOf == null) {
            return ladder.point(0).name();
        }
        return capacityOf.equals(LivePlan.DENSE)
                ? capacityOf
                : folder.operatingPoint(capacityOf).name();
    }

    private List<LoadImage> images(Labels labels) throws IOException {
        if (count < 1) {
            throw CommandFailure.usage("--count is " + count + ", must be 1 or more.");
        }
        if (images.isEmpty()) {
            return LoadImage.unlabelled(BenchImages.encoded(List.of(), Math.min(count, PHOTOGRAPHS)));
        }
        try (ImageSet set = ImageSet.open(images, List.of(), labels)) {
            List<LoadImage> shown = new ArrayList<>();
            for (int image : set.evenly(count)) {
                shown.add(new LoadImage(
                        set.read(image),
                        Optional.of(labels.get(set.label(image)).id())));
            }
            return shown;
        }
    }
}
