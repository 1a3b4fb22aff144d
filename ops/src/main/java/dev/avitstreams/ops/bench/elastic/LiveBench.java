package dev.avitstreams.ops.bench.elastic;

import dev.avitstreams.inference.elastic.ElasticController;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.bench.Processor;
import dev.avitstreams.ops.bench.elastic.LiveReport.Row;
import dev.avitstreams.ops.bench.pipeline.ServiceConfig;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.load.LoadImage;
import dev.avitstreams.ops.load.LoadListener;
import dev.avitstreams.ops.load.LoadPlan;
import dev.avitstreams.ops.load.LoadReport;
import dev.avitstreams.ops.load.LoadRun;
import dev.avitstreams.ops.load.LoadStep;
import dev.avitstreams.ops.load.StepReport;
import dev.avitstreams.ops.process.BrokerProcess;
import dev.avitstreams.ops.process.MetricsText;
import dev.avitstreams.ops.process.ServiceProcess;
import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.ops.stack.Ports;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy;
import dev.avitstreams.topology.config.AvitConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One broker, and on it one service after the other: first to measure a point's capacity, then in turn with the best point kept
 * and elastic, under the same load. To be run once, by one thread.
 */
public final class LiveBench {
    static final String FIXED = "fixed";
    static final String ELASTIC = "elastic";

    private static final int PARTITIONS = 8;

    /** So many times what is served come in where the capacity is measured. */
    private static final double MORE = 1.5;

    /** Where so much of what comes in is served, it was not more than can be. */
    private static final double KEPT_UP = 0.9;

    /** Of a stretch, until its beginning is over. */
    private static final double SETTLING = 0.25;

    /** Beyond the age at which frames are skipped. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final LivePlan plan;
    private final List<LoadImage> images;
    private final Path directory;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private int services;

    /**
     * @param images what cameras show
     * @param directory for data and logs
     * @param progress told what is going on
     */
    public LiveBench(
            LivePlan plan, List<LoadImage> images, Path directory, StopSignal stop, Consumer<String> progress) {
        this.plan = plan;
        this.images = List.copyOf(images);
        this.directory = directory;
        this.stop = stop;
        this.progress = progress;
    }

    public LiveReport run() throws IOException {
        progress.accept("starting the broker");
        try (BrokerProcess broker = BrokerProcess.start(directory, PARTITIONS, stop)) {
            double capacity = capacity(broker.address());
            List<Row> rows = new ArrayList<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                rows.add(row(FIXED, round, capacity, broker.address()));
                rows.add(row(ELASTIC, round, capacity, broker.address()));
            }
            ModelManifest manifest = ModelFolder.open(plan.model()).manifest();
            return new LiveReport(
                    manifest.name() + " " + manifest.version(),
                    Processor.name(),
                    plan.capacityOf(),
                    capacity,
                    plan.objective().toMillis(),
                    plan.skipStaleAfter().toMillis(),
                    plan.cameras(),
                    plan.threads(),
                    plan.warmUp().toSeconds(),
                    reactionSeconds(),
                    broker.address().bootstrapServers(),
                    broker.address().registryUrl(),
                    rows);
        }
    }

    private static double reactionSeconds() {
        return ElasticController.REACTION.toNanos() / 1e9;
    }

    private double capacity(StackAddress stack) throws IOException {
        try (Running service = start(measured(stack))) {
            double rate = 0;
            for (int round = 1; round <= plan.backlogs(); round++) {
                progress.accept("warming up, " + round + " of " + plan.backlogs());
                rate = allLabelled(service, LoadStep.flood(plan.frames()), LoadListener.NONE)
                        .labelledPerSecond();
            }
            double served = 0;
            do {
                rate = MORE * Math.max(rate, served);
                progress.accept(String.format(Locale.ROOT, "capacity, under %.0f frames/s", rate));
                served = served(service, rate);
            } while (served > KEPT_UP * rate);
            return served;
        }
    }

    /** Labels a second while more comes than can be served. To send and to keep it takes its part of the machine, as in the runs. */
    private double served(Running service, double rate) {
        FrameLog log = new FrameLog();
        allLabelled(service, LoadStep.paced(rate, plan.segment()), log);
        double end = plan.segment().toNanos() / 1e9;
        double begin = SETTLING * end;
        long labels = log.frames().stream()
                .filter(frame -> frame.labelledSeconds() >= begin && frame.labelledSeconds() < end)
                .count();
        return labels / (end - begin);
    }

    private StepReport allLabelled(Running service, LoadStep load, LoadListener listener) {
        StepReport step =
                load(service.config(), List.of(load), listener).steps().get(0);
        if (step.missing() + step.deadLettered() > 0) {
            throw CommandFailure.runtime("Of " + step.sent() + " frames " + step.missing() + " are missing and "
                    + step.deadLettered() + " are dead letters: no capacity can be measured. Logs: " + directory);
        }
        return step;
    }

    private Row row(String mode, int round, double capacity, StackAddress stack) throws IOException {
        String what = mode + ", round " + round + " of " + plan.rounds() + ": ";
        ServiceConfig config = config(stack)
                .with("frames.skip-stale-after", plan.skipStaleAfter().toMillis() + "ms");
        if (mode.equals(ELASTIC)) {
            config.with("model.operating-point", ELASTIC)
                    .with(
                            "elastic.points",
                            plan.ladder().points().stream()
                                    .map(OperatingPoint::name)
                                    .toList())
                    .with("elastic.latency-objective", plan.objective().toMillis() + "ms")
                    .with("elastic.high-priority", plan.highPriority());
        } else {
            config.with("model.operating-point", best());
        }
        progress.accept(what + "starting");
        try (Running service = start(config)) {
            progress.accept(what + "warming up");
            load(
                    service.config(),
                    List.of(
                            LoadStep.paced(plan.peak() * capacity, plan.warmUp()),
                            LoadStep.paced(plan.factors().get(0) * capacity, plan.warmUp())),
                    LoadListener.NONE);
            progress.accept(what + "under load");
            FrameLog log = new FrameLog();
            long skippedBefore = skipped(service);
            long began = System.currentTimeMillis();
            LoadReport report = load(
                    service.config(),
                    plan.factors().stream()
                            .map(factor -> LoadStep.paced(factor * capacity, plan.segment()))
                            .toList(),
                    log);
            long ended = System.currentTimeMillis();
            long bad = report.doubled()
                    + report.steps().stream()
                            .mapToLong(StepReport::deadLettered)
                            .sum();
            if (bad > 0) {
                throw CommandFailure.runtime(
                        bad + " frames came out twice or as dead letters: nothing can be compared. Logs: " + directory);
            }
            List<Double> mostLate =
                    report.steps().stream().map(StepReport::mostLateMillis).toList();
            long skips = skipped(service) - skippedBefore;
            Analysis analysis = new Analysis(plan, reactionSeconds(), log.frames(), mostLate, skips);
            if (analysis.missing() > 0) {
                throw CommandFailure.runtime("Of " + log.frames().size() + " frames " + analysis.missing()
                        + " have no label, and the service does not count them among the " + skips
                        + " that it skipped: nothing can be compared. Logs: " + directory);
            }
            return new Row(
                    mode,
                    round,
                    service.number(),
                    began,
                    ended,
                    analysis.all(),
                    analysis.segments(),
                    analysis.points(),
                    analysis.series(mode));
        }
    }

    private long skipped(Running service) {
        String metrics = service.process()
                .metrics()
                .orElseThrow(
                        () -> CommandFailure.runtime(service.process().http().resolve("/metrics")
                                + " does not tell how many frames were skipped. Logs: " + directory));
        return (long) MetricsText.sum(metrics, "avit_frames_total", "outcome=\"skipped\"");
    }

    /** The service whose capacity is measured. */
    private ServiceConfig measured(StackAddress stack) throws IOException {
        ServiceConfig config = config(stack).with("model.operating-point", plan.capacityOf());
        ModelFolder model = ModelFolder.open(plan.model());
        if (plan.isOfFullDepth(model)) {
            config.with(
                    "model.folder",
                    FullDepth.copy(model, directory.resolve("dense"))
                            .toAbsolutePath()
                            .toString());
        }
        return config;
    }

    private String best() {
        return plan.ladder().point(0).name();
    }

    private ServiceConfig config(StackAddress stack) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        ServiceConfig config =
                new ServiceConfig("avit-bench-elastic", plan.model(), cores, stack, folder(), Ports.anyFree());
        plan.threads().ifPresent(threads -> config.with("threads", threads));
        return config;
    }

    private Path folder() {
        return directory.resolve("service-" + services);
    }

    /** A service, and the configuration that it runs by. */
    private record Running(int number, ServiceProcess process, AvitConfig config) implements AutoCloseable {
        @Override
        public void close() {
            process.terminate();
            process.close();
        }
    }

    private Running start(ServiceConfig written) throws IOException {
        Path file = written.write(folder());
        AvitConfig config = AvitConfig.load(file, Map.of());
        int number = services++;
        ServiceProcess process = new ServiceProcess(number, file, config.http().port());
        try {
            process.start();
            process.awaitReady(stop);
            return new Running(number, process, config);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private LoadReport load(AvitConfig config, List<LoadStep> steps, LoadListener listener) {
        LoadPlan load = new LoadPlan(plan.cameras(), steps, images, PATIENCE.plus(plan.skipStaleAfter()));
        try (AvroSerdes serdes = new AvroSerdes(config.registry().client(), SchemaPolicy.REGISTER_ON_WRITE)) {
            LoadReport report = new LoadRun(load, config, serdes, listener, stop, line -> {}).run();
            if (stop.isRequested()) {
                throw CommandFailure.runtime("Stopped before the benchmark was over.");
            }
            return report;
        }
    }
}
