package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.audit.Audit;
import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.Ledger;
import dev.avitstreams.ops.chaos.audit.OutcomeReader;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.chaos.cluster.ChaosCluster;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.Background;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy;
import dev.avitstreams.schemas.registry.RegistryConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, instances, and books of what goes in and comes out, for runs whose load goes by the clock. Belongs to one
 * thread, but for {@link #accounted()}.
 */
public final class Trial implements AutoCloseable {
    private static final Duration READ = Duration.ofMillis(100);
    private static final Duration OPEN_TRANSACTIONS = Duration.ofSeconds(40);

    /** Without news for so long, none will come. */
    private static final Duration STALL = Duration.ofSeconds(120);

    private final Deployment deployment;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private final ChaosCluster cluster;
    private final AvroSerdes serdes;
    private final Audit audit = new Audit();
    private final OutcomeReader reader;
    private final Fleet fleet;
    private final FrameMaker maker;
    private final Ledger ledger = new Ledger();
    private final Findings findings = new Findings();
    private final AtomicInteger accounted = new AtomicInteger();
    private final long began = System.nanoTime();

    /**
     * Starts everything and waits until the instances are ready.
     *
     * @param progress told how far it is, several times a second
     */
    public Trial(
            Deployment deployment,
            int instances,
            int cameras,
            long seed,
            Path directory,
            StopSignal stop,
            Consumer<String> progress) {
        this.deployment = deployment;
        this.stop = stop;
        this.progress = progress;
        this.cluster = ChaosCluster.start(1, deployment.timeouts().brokerSettings(), directory, stop);
        try {
            cluster.prepare(deployment.catalogue());
            this.serdes =
                    new AvroSerdes(RegistryConfig.of(cluster.address().registryUrl()), SchemaPolicy.REGISTER_ON_WRITE);
            this.reader = new OutcomeReader(cluster.address().bootstrapServers(), deployment.topics(), serdes, audit);
            this.fleet = new Fleet(deployment, instances, cluster.address(), directory);
            this.maker = new FrameMaker(
                    seed,
                    cameras,
                    deployment.topics().frames(),
                    serdes.imageEvents().serializer(),
                    Clock.systemUTC());
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        try {
            fleet.start(stop);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public Fleet fleet() {
        return fleet;
    }

    public ChaosCluster cluster() {
        return cluster;
    }

    public Audit audit() {
        return audit;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Findings findings() {
        return findings;
    }

    /** Frames with an outcome, or told to be skipped. */
    public int accounted() {
        return accounted.get();
    }

    /** Frames acknowledged and not yet accounted for. */
    public int lag() {
        return Math.max(0, ledger.size() - accounted());
    }

    public double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Frames a second that come out while more than enough go in. */
    public double capacity(int frames) {
        long start = System.nanoTime();
        send(frames, Double.POSITIVE_INFINITY, () -> false);
        drain();
        return frames / ((System.nanoTime() - start) / 1e9);
    }

    /**
     * Sends frames, however slowly they come out, and watches what comes out meanwhile.
     *
     * @param meanwhile asked several times a second; true ends the sending early
     */
    public void send(int frames, double framesPerSecond, BooleanSupplier meanwhile) {
        StopSignal over = StopSignal.internal();
        FrameLoad load = new FrameLoad(
                frames,
                framesPerSecond,
                maker,
                deployment.topics().frames(),
                cluster.address().bootstrapServers(),
                () -> frames,
                ledger,
                over);
        try (Background producing = Background.start("chaos-load", load);
                over) { // the first to be closed, upon which the other ends
            while (producing.isRunning() && !meanwhile.getAsBoolean()) {
                step();
                require(load.failure());
                require(producing.failure());
            }
        }
        require(load.failure());
    }

    /** Waits until every frame is accounted for, or nothing comes any more. */
    public void drain() {
        Patience patience = new Patience(STALL);
        boolean news = true;
        while (lag() > 0 && !patience.isOver(news)) {
            int before = accounted();
            step();
            news = accounted() > before;
        }
    }

    /** Takes in what has come out, and starts instances again that have ended. */
    public void step() {
        if (stop.isRequested()) {
            throw CommandFailure.runtime("Stopped before the run was over; nothing is proved.");
        }
        fleet.supervise();
        reader.read(READ);
        accounted.set(audit.accounted() + Math.toIntExact(audit.skipped()));
        progress.accept("%5.0f s  produced %,d, accounted for %,d".formatted(seconds(), ledger.size(), accounted()));
    }

    /** Ends the instances and audits everything; to be called once, when no load is sent any more. */
    public Findings closeBooks() {
        Patience patience = new Patience(STALL);
        boolean news = true;
        while (audit.summarised() < ledger.size() && !patience.isOver(news)) {
            long before = audit.summarised();
            step();
            news = audit.summarised() > before;
        }
        fleet.end(findings);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", cluster.address().bootstrapServers()))) {
            if (!reader.readToEnd(admin, OPEN_TRANSACTIONS)) {
                findings.add(Violation.UNFINISHED, "a transaction was still open at the end");
            }
        }
        audit.check(ledger, findings);
        return findings;
    }

    @Override
    public void close() {
        fleet.close();
        reader.close();
        serdes.close();
        cluster.close();
    }

    private static void require(@Nullable Exception failure) {
        if (failure != null) {
            throw CommandFailure.runtime("The frames could not be produced: " + Sentences.of(failure), failure);
        }
    }
}
