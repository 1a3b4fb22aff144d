package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.ops.bench.Processor;
import dev.avitstreams.ops.bench.pipeline.Piped.Round;
import dev.avitstreams.ops.bench.pipeline.PipelinePlan.Scenario;
import dev.avitstreams.ops.bench.pipeline.PipelineReport.Row;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.load.LoadImage;
import dev.avitstreams.ops.load.LoadPlan;
import dev.avitstreams.ops.load.LoadReport;
import dev.avitstreams.ops.load.LoadRun;
import dev.avitstreams.ops.load.LoadStep;
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
import java.util.function.Consumer;

/**
 * Measures the service through Kafka and the operator alone by turns of seconds, so that a machine whose pace drifts slows both.
 * While the operator is alone the service is suspended; the broker idles. To be run once, by one thread.
 */
public final class PipelineBench {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration REST = Duration.ofSeconds(1);

    private static final int ALONE_PER_BACKLOG = 2;

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
        double usual = Double.NaN;
        for (Scenario scenario : plan.scenarios()) {
            Piped piped = pipeline(scenario, scenario.setting() == null ? Double.NaN : usual);
            usual = scenario.setting() == null ? Piped.labelledPerSecond(piped.rounds()) : usual;
            rows.add(piped.atSaturation());
            rows.add(piped.atHalf());
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
        if (Services.clashesWithSuspension(setting)) {
            throw CommandFailure.usage("--vary " + setting
                    + ": the service is suspended while its operator is alone, and would be taken for dead.");
        }
        Path folder = Files.createTempDirectory(directory, "setting-");
        Path file = new ServiceConfig("avit-bench", plan.model(), 1, StackAddress.NOWHERE, folder, 0)
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

    /** @param usual frames a second at saturation of which half are sent; not a number: what is reached here */
    private Piped pipeline(Scenario scenario, double usual) throws IOException {
        Path folder = Files.createTempDirectory(directory, "scenario-");
        say(scenario, "starting broker, service and the operator alone");
        cores.enterApart();
        try (BrokerProcess broker = BrokerProcess.start(folder, scenario.partitions(), stop);
                Services services = services(scenario, broker, folder);
                OperatorAlone operator = operatorAlone(scenario, folder)) {
            cores.enterApart();
            AvitConfig config = services.config();
            for (int round = 1; round <= plan.warmUp(); round++) {
                say(scenario, "warming up, round " + round + " of " + plan.warmUp());
                backlog(scenario, config);
                for (int part = 0; part < ALONE_PER_BACKLOG; part++) {
                    alone(operator, services);
                }
            }
            List<Round> rounds = new ArrayList<>();
            OperatorAlone.Round before = alone(operator, services);
            for (int round = 1; round <= plan.rounds(); round++) {
                say(scenario, "saturation, round " + round + " of " + plan.rounds());
                CpuTimes began = CpuTimes.now(services, broker);
                StepReport backlog = backlog(scenario, config);
                CpuTimes taken = CpuTimes.now(services, broker).since(began);
                OperatorAlone.Round after = alone(operator, services);
                rounds.add(new Round(backlog, taken.perFrame(backlog.sent()), before, after));
                before = after;
            }
            double most = Double.isNaN(usual) ? Piped.labelledPerSecond(rounds) : usual;
            LoadStep half = LoadStep.paced(most / 2, plan.half());
            say(scenario, "half the load, warming up");
            load(scenario, config, half);
            say(scenario, "half the load");
            CpuTimes began = CpuTimes.now(services, broker);
            StepReport atHalf = load(scenario, config, half);
            CpuTimes taken = CpuTimes.now(services, broker).since(began);
            return new Piped(scenario, config.batch().maxDelay(), rounds, atHalf, taken.perFrame(atHalf.sent()));
        }
    }

    private StepReport backlog(Scenario scenario, AvitConfig config) {
        return load(scenario, config, LoadStep.flood(plan.frames()));
    }

    private OperatorAlone.Round alone(OperatorAlone operator, Services services) throws IOException {
        rest();
        long began = System.nanoTime();
        OperatorAlone.Round round = whileSuspended(operator, services);
        requireShort(Duration.ofNanos(System.nanoTime() - began));
        rest();
        return round;
    }

    private OperatorAlone.Round whileSuspended(OperatorAlone operator, Services services) throws IOException {
        try {
            services.suspend();
            return operator.round();
        } catch (CommandFailure failed) {
            requireNoStop(); // which ends the operator's process too
            throw failed;
        } finally {
            services.resume();
        }
    }

    /** Lets come to an end what the last one still does. */
    private void rest() {
        boolean unused = stop.await(REST);
        requireNoStop();
    }

    private void requireShort(Duration suspended) {
        if (suspended.compareTo(Services.SUSPENDED_AT_MOST) > 0) {
            throw CommandFailure.usage(
                    "--frames " + plan.frames() + ": the operator alone takes " + suspended.toSeconds()
                            + " s for half of them, longer than the service may be suspended ("
                            + Services.SUSPENDED_AT_MOST.toSeconds() + " s). Take fewer.");
        }
    }

    private Services services(Scenario scenario, BrokerProcess broker, Path folder) throws IOException {
        cores.enterFirst();
        return Services.start(plan.model(), scenario, cores.first(), broker.address(), folder, stop);
    }

    private OperatorAlone operatorAlone(Scenario scenario, Path folder) throws IOException {
        cores.enterFirst();
        return OperatorAlone.start(
                plan.model(),
                scenario.setting(),
                cores.first(),
                folderOfImages,
                plan.frames() / ALONE_PER_BACKLOG,
                folder.resolve("operator"));
    }

    private StepReport load(Scenario scenario, AvitConfig config, LoadStep step) {
        LoadPlan load = new LoadPlan(scenario.cameras(), List.of(step), LoadImage.unlabelled(images), PATIENCE);
        try (AvroSerdes serdes = new AvroSerdes(config.registry().client(), SchemaPolicy.REGISTER_ON_WRITE)) {
            LoadReport report = new LoadRun(load, config, serdes, stop, line -> {}).run();
            StepReport only = report.steps().get(0);
            requireNoStop();
            if (report.missing() + report.doubled() + only.deadLettered() > 0) {
                throw CommandFailure.runtime("Of " + only.sent() + " frames " + report.missing() + " are missing, "
                        + report.doubled() + " came out twice and " + only.deadLettered()
                        + " are dead letters: nothing can be measured. Logs: " + directory);
            }
            return only;
        }
    }

    private void requireNoStop() {
        if (stop.isRequested()) {
            throw CommandFailure.runtime("Stopped before the benchmark was over.");
        }
    }

    private void say(Scenario scenario, String what) {
        progress.accept(scenario + ": " + what);
    }
}
