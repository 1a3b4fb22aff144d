package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.ops.bench.ContenderProcess;
import dev.avitstreams.ops.bench.OperatorReport.Spread;
import dev.avitstreams.ops.bench.Processor;
import dev.avitstreams.ops.bench.pipeline.PipelinePlan.Scenario;
import dev.avitstreams.ops.bench.pipeline.PipelineReport.Row;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.load.LoadImage;
import dev.avitstreams.ops.load.LoadPlan;
import dev.avitstreams.ops.load.LoadReport;
import dev.avitstreams.ops.load.LoadRun;
import dev.avitstreams.ops.load.LoadStep;
import dev.avitstreams.ops.load.Quantiles;
import dev.avitstreams.ops.load.Stage;
import dev.avitstreams.ops.load.StepReport;
import dev.avitstreams.ops.process.BrokerProcess;
import dev.avitstreams.ops.process.Cores;
import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the operator alone, the service through Kafka, the operator alone again, and so on, so that a machine whose
 * pace drifts shows: while one runs the other does not exist. To be run once, by one thread.
 */
public final class PipelineBench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NANOS = 1e9;

    private static final StackAddress NOWHERE = new StackAddress("127.0.0.1:1", "http://127.0.0.1:1");

    private final PipelinePlan plan;
    private final Cores cores;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private final List<byte[]> images;
    private final Path directory;
    private final Path folderOfImages;

    /**
     * @param images encoded, shown in turn
     * @param directory for data and logs
     * @param cores of which broker and load have those that are apart; this process is on all of them again afterwards
     * @param progress told what is going on
     */
    public PipelineBench(
            PipelinePlan plan,
            List<byte[]> images,
            Path directory,
            Cores cores,
            StopSignal stop,
            Consumer<String> progress) {
        this.plan = plan;
        this.cores = cores;
        this.stop = stop;
        this.progress = progress;
        this.images = List.copyOf(images);
        this.directory = directory;
        this.folderOfImages = directory.resolve("images");
    }

    public PipelineReport run() throws IOException {
        try (cores) {
            return measure();
        }
    }

    private PipelineReport measure() throws IOException {
        Files.createDirectories(folderOfImages);
        for (int image = 0; image < images.size(); image++) {
            Files.write(folderOfImages.resolve(String.format(Locale.ROOT, "%05d", image)), images.get(image));
        }
        for (VariedSetting setting : plan.settings()) {
            requireLegal(setting);
        }
        List<Row> rows = new ArrayList<>();
        Reference before = operatorAlone(null);
        double usual = Double.NaN;
        for (Scenario scenario : plan.scenarios()) {
            VariedSetting setting = ofOperator(scenario.setting());
            if (!Objects.equals(setting, before.setting())) {
                before = operatorAlone(setting);
            }
            Piped piped = pipeline(scenario, scenario.setting() == null ? Double.NaN : usual);
            usual = scenario.setting() == null ? rate(piped.saturated()) : usual;
            Reference after = operatorAlone(before.setting());
            List<Alone> alone = Stream.concat(before.rounds().stream(), after.rounds().stream())
                    .toList();
            rows.add(row("saturation", scenario, piped.config(), piped.saturated(), piped.cpuAtSaturation(), alone));
            rows.add(row("half", scenario, piped.config(), List.of(piped.half()), piped.cpuAtHalf(), alone));
            before = after;
        }
        ModelManifest manifest = ModelFolder.open(plan.model()).manifest();
        return new PipelineReport(
                manifest.name() + " " + manifest.version(),
                Processor.name(),
                plan.warmUp(),
                plan.rounds(),
                cores.apart(),
                rows);
    }

    /** A setting the service refuses is told of before minutes are spent on others. */
    private void requireLegal(VariedSetting setting) throws IOException {
        Path folder = Files.createTempDirectory(directory, "setting-");
        Path file = new ServiceConfig("avit-bench", plan.model(), 1, NOWHERE, folder, 0)
                .with(setting)
                .write(folder);
        try {
            OperatorPrecision precision =
                    AvitConfig.load(file, Map.of()).operator().precision();
            if (!precision.isForThisCpu() && !precision.isForGpu()) {
                throw CommandFailure.usage("--vary " + setting + ": this processor does not compute in it.");
            }
        } catch (ConfigException e) {
            String reason = String.valueOf(e.getMessage()).replace(file + ": ", "");
            throw CommandFailure.usage("--vary " + setting + ": " + reason);
        }
    }

    /** What one combination gave. */
    private record Piped(
            AvitConfig config,
            List<StepReport> saturated,
            CpuTimes cpuAtSaturation,
            StepReport half,
            CpuTimes cpuAtHalf) {}

    /** @param usual frames a second at saturation of which half are sent; not a number: what is reached here */
    private Piped pipeline(Scenario scenario, double usual) throws IOException {
        Path folder = Files.createTempDirectory(directory, "scenario-");
        List<StepReport> saturated = new ArrayList<>();
        say(scenario, "starting broker and service");
        cores.enterApart();
        try (BrokerProcess broker = BrokerProcess.start(folder, scenario.partitions(), stop);
                Services services = services(scenario, broker, folder)) {
            cores.enterApart();
            AvitConfig config = services.config();
            for (int round = 1; round <= plan.warmUp(); round++) {
                say(scenario, "warming up, round " + round + " of " + plan.warmUp());
                load(scenario, config, LoadStep.flood(plan.frames()));
            }
            CpuTimes began = CpuTimes.now(services, broker);
            for (int round = 1; round <= plan.rounds(); round++) {
                say(scenario, "saturation, round " + round + " of " + plan.rounds());
                saturated.add(load(scenario, config, LoadStep.flood(plan.frames())));
            }
            CpuTimes saturatedUntil = CpuTimes.now(services, broker);
            say(scenario, "half the load");
            double most = Double.isNaN(usual) ? rate(saturated) : usual;
            StepReport half = load(scenario, config, LoadStep.paced(most / 2, plan.half()));
            CpuTimes atHalf = CpuTimes.now(services, broker).since(saturatedUntil);
            return new Piped(config, saturated, saturatedUntil.since(began), half, atHalf);
        }
    }

    private Services services(Scenario scenario, BrokerProcess broker, Path folder) throws IOException {
        cores.enterFirst();
        return Services.start(plan.model(), scenario, cores.first(), broker.address(), folder, stop);
    }

    /** A round of the operator alone. */
    private record Alone(double framesPerSecond, double cpuMillis) {}

    /**
     * Rounds of the operator alone.
     *
     * @param setting of the operator that is not its default
     */
    private record Reference(@Nullable VariedSetting setting, List<Alone> rounds) {}

    /** The setting, if the operator has it when it is alone too. */
    private static @Nullable VariedSetting ofOperator(@Nullable VariedSetting setting) {
        return setting != null && setting.path().startsWith("operator.") ? setting : null;
    }

    private Reference operatorAlone(@Nullable VariedSetting setting) throws IOException {
        progress.accept("the operator alone" + (setting == null ? "" : ", " + setting));
        cores.enterFirst();
        Path own = Files.createTempDirectory(directory, "operator-");
        Path config = new ServiceConfig("avit-bench-operator", plan.model(), cores.first(), NOWHERE, own, 0)
                .with(setting)
                .write(own);
        List<String> program = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EngineContender.class.getName(),
                config.toString(),
                folderOfImages.toString(),
                Integer.toString(plan.frames()));
        List<Alone> rounds = new ArrayList<>();
        try (ContenderProcess contender = ContenderProcess.start("operator", program, own.resolve("operator.log"))) {
            contender.awaitReady(); // after a round of its own
            for (int round = 1; round < plan.warmUp(); round++) {
                contender.round();
            }
            for (int round = 0; round < plan.rounds(); round++) {
                Duration before = contender.cpuTime();
                double seconds = contender.round().wallNanos() / NANOS;
                Duration taken = contender.cpuTime().minus(before);
                rounds.add(new Alone(plan.frames() / seconds, taken.toNanos() / 1e6 / plan.frames()));
            }
        }
        return new Reference(setting, rounds);
    }

    private StepReport load(Scenario scenario, AvitConfig config, LoadStep step) {
        LoadPlan load = new LoadPlan(scenario.cameras(), List.of(step), LoadImage.unlabelled(images), PATIENCE);
        try (AvroSerdes serdes = new AvroSerdes(config.registry().client(), SchemaPolicy.REGISTER_ON_WRITE)) {
            LoadReport report = new LoadRun(load, config, serdes, stop, line -> {}).run();
            StepReport only = report.steps().get(0);
            if (stop.isRequested()) {
                throw CommandFailure.runtime("Stopped before the benchmark was over.");
            }
            if (report.missing() + report.doubled() + only.deadLettered() > 0) {
                throw CommandFailure.runtime("Of " + only.sent() + " frames " + report.missing() + " are missing, "
                        + report.doubled() + " came out twice and " + only.deadLettered()
                        + " are dead letters: nothing can be measured. Logs: " + directory);
            }
            return only;
        }
    }

    private static Row row(
            String load,
            Scenario scenario,
            AvitConfig config,
            List<StepReport> steps,
            CpuTimes cpu,
            List<Alone> alone) {
        double reference = median(alone.stream().mapToDouble(Alone::framesPerSecond));
        Spread shares = Spread.of(steps.stream()
                .mapToDouble(step -> step.labelledPerSecond() / reference)
                .toArray());
        StepReport last = steps.get(steps.size() - 1);
        Quantiles published = last.millis(Stage.PUBLISH);
        double batch = last.millis(Stage.OPERATOR).p50();
        return new Row(
                load,
                scenario.cameras(),
                scenario.partitions(),
                scenario.instances(),
                scenario.setting() == null ? null : scenario.setting().toString(),
                rate(steps),
                published.p50(),
                published.p95(),
                published.p99(),
                3 * (config.batch().maxDelay().toNanos() / 1e6 + batch),
                reference,
                shares.median(),
                shares,
                cpu.perFrame(steps.stream().mapToLong(StepReport::sent).sum()),
                median(alone.stream().mapToDouble(Alone::cpuMillis)),
                last.millis());
    }

    private static double rate(List<StepReport> steps) {
        return median(steps.stream().mapToDouble(StepReport::labelledPerSecond));
    }

    private static double median(DoubleStream values) {
        return Spread.of(values.toArray()).median();
    }

    private void say(Scenario scenario, String what) {
        progress.accept(scenario + ": " + what);
    }
}
