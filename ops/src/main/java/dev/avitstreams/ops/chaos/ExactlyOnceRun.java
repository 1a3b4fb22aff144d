package dev.avitstreams.ops.chaos;

import dev.avitstreams.ops.chaos.audit.Audit;
import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.ImageTraces;
import dev.avitstreams.ops.chaos.audit.InternalTopics;
import dev.avitstreams.ops.chaos.audit.Ledger;
import dev.avitstreams.ops.chaos.audit.OutcomeReader;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.chaos.cluster.ChaosCluster;
import dev.avitstreams.ops.chaos.fault.FaultPlan;
import dev.avitstreams.ops.chaos.fault.FaultRunner;
import dev.avitstreams.ops.chaos.fault.Ground;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.Background;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.registry.AvroSerdes.SchemaPolicy;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.topology.config.ProcessingGuarantee;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Puts up a cluster and instances as processes, sends frames, does faults meanwhile, and audits what came out. To be run once, by one thread.
 */
public final class ExactlyOnceRun {
    /** Without news for this long instances are started again: above every timeout that heals by itself. */
    private static final Duration STALL = Duration.ofSeconds(90);

    /** Then what is missing will never come. */
    private static final int MOST_STALLS = 2;

    private static final Duration OPEN_TRANSACTIONS = Duration.ofSeconds(40);
    private static final Duration READ = Duration.ofMillis(100);

    private final ExactlyOncePlan plan;
    private final Deployment deployment;
    private final FaultPlan faultPlan;
    private final StopSignal stop;
    private final Consumer<String> narrator;
    private final Consumer<String> progress;
    private final Ledger ledger = new Ledger();
    private final Audit audit = new Audit();
    private final AtomicInteger accounted = new AtomicInteger();
    private final Findings findings = new Findings();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final long began = System.nanoTime();
    private double loadSeconds;
    private int stalls;

    /**
     * @param narrator told what happens, one line at a time, by any thread
     * @param progress told how far the run is, several times a second
     */
    public ExactlyOnceRun(ExactlyOncePlan plan, StopSignal stop, Consumer<String> narrator, Consumer<String> progress) {
        this.plan = plan;
        this.deployment = plan.deployment();
        this.faultPlan = plan.faultPlan();
        this.stop = stop;
        this.narrator = narrator;
        this.progress = progress;
    }

    /** @throws CommandFailure where the run could not be carried out, which says nothing about the guarantee */
    public ExactlyOnceReport run() {
        try (ChaosCluster cluster =
                ChaosCluster.start(plan.brokers(), plan.timeouts().brokerSettings(), plan.directory(), stop)) {
            narrator.accept((plan.brokers() == 1 ? "broker at " : plan.brokers() + " brokers at ")
                    + cluster.address().bootstrapServers() + ", registry at "
                    + cluster.address().registryUrl());
            return run(cluster);
        }
    }

    /** As {@link #run()}, on a cluster that is there and that others may have used. */
    public ExactlyOnceReport run(ChaosCluster cluster) {
        String brokers = cluster.address().bootstrapServers();
        cluster.prepare(deployment.catalogue());
        try (AvroSerdes serdes = new AvroSerdes(
                        RegistryConfig.of(cluster.address().registryUrl()), SchemaPolicy.REGISTER_ON_WRITE);
                Admin admin = Admin.create(Map.of("bootstrap.servers", brokers));
                OutcomeReader reader = new OutcomeReader(brokers, deployment.topics(), serdes, audit);
                Fleet fleet = new Fleet(deployment, plan.instances(), cluster.address(), plan.directory())) {
            fleet.start(stop);
            narrator.accept(plan.instances() + " instances are ready");
            FrameMaker maker = new FrameMaker(
                    plan.seed(),
                    plan.cameras(),
                    deployment.topics().frames(),
                    serdes.imageEvents().serializer(),
                    Clock.systemUTC());
            FaultRunner faults = loadAndBreak(maker, cluster, fleet, reader);
            fleet.end(findings);
            if (!reader.readToEnd(admin, OPEN_TRANSACTIONS)) {
                findings.add(
                        Violation.UNFINISHED,
                        "a transaction was still open " + OPEN_TRANSACTIONS.toSeconds() + " s after the last"
                                + " instance had ended");
            }
            requireCarriedOut(faults);
            requireFlow();
            audit.check(ledger, findings);
            unanswered.forEach(line -> findings.add(Violation.UNANSWERED, line));
            InternalTopics internal = InternalTopics.scan(
                    admin, brokers, deployment.applicationId(), new ImageTraces(maker.marker()), findings);
            return report(fleet, faults, internal);
        }
    }

    /** What was not sent cannot be lost: a run that did less than was planned proves nothing. */
    private void requireCarriedOut(FaultRunner faults) {
        if (ledger.size() < plan.frames()) {
            findings.add(Violation.UNFINISHED, "only " + ledger.size() + " of " + plan.frames() + " frames were sent");
        }
        int planned = faultPlan.faults().size();
        if (!faults.isFinished()) {
            findings.add(Violation.UNFINISHED, "only " + faults.done() + " of " + planned + " faults had their turn");
        } else if (planned > 0 && faults.struck().isEmpty()) {
            findings.add(Violation.UNFINISHED, "none of " + planned + " faults could be done");
        }
    }

    /** A stall that only a restart ends is known of the {@code streams} protocol; of the other it is a defect. */
    private void requireFlow() {
        if (stalls > 0 && plan.groupProtocol().equals("classic")) {
            findings.add(
                    Violation.UNANSWERED,
                    "nothing came out for " + STALL.toSeconds() + " s, " + stalls
                            + " times, until the instances were started again");
        }
    }

    private FaultRunner loadAndBreak(FrameMaker maker, ChaosCluster cluster, Fleet fleet, OutcomeReader reader) {
        StopSignal over = StopSignal.internal();
        Ground ground =
                new Ground(fleet.instances(), cluster, deployment.applicationId(), over, narrator, unanswered::add);
        FaultRunner faults = new FaultRunner(faultPlan, ground, plan.frames(), accounted::get);
        FrameLoad load = new FrameLoad(
                plan.frames(),
                plan.framesPerSecond(),
                maker,
                deployment.topics().frames(),
                cluster.address().bootstrapServers(),
                faults::admitted,
                ledger,
                over);
        long loadBegan = System.nanoTime();
        try (Background breaking = Background.start("chaos-faults", faults);
                Background producing = Background.start("chaos-load", load);
                over) { // the first to be closed, upon which the two end
            Patience patience = new Patience(STALL);
            while (!isOver(faults)) {
                long before = audit.accounted() + audit.summarised();
                step(fleet, reader, faults.done());
                require(load.failure(), "The frames could not be produced");
                require(producing.failure(), "The frames could not be produced");
                require(breaking.failure(), "A fault could not be done");
                if (patience.isOver(audit.accounted() + audit.summarised() > before)) {
                    if (stalls == MOST_STALLS) {
                        narrator.accept("no news again for " + STALL.toSeconds() + " s: the books are closed");
                        break;
                    }
                    stalls++;
                    narrator.accept("no news for " + STALL.toSeconds() + " s: the instances are started again");
                    fleet.restart();
                    patience = new Patience(STALL);
                }
            }
        }
        loadSeconds = (System.nanoTime() - loadBegan) / 1e9;
        return faults;
    }

    /** The last windows close when nothing has been added to them for a while. */
    private boolean isOver(FaultRunner faults) {
        return faults.isFinished()
                && ledger.size() >= plan.frames()
                && audit.accounted() >= plan.frames()
                && audit.summarised() >= plan.frames();
    }

    private void step(Fleet fleet, OutcomeReader reader, int faultsDone) {
        if (stop.isRequested()) {
            throw CommandFailure.runtime("Stopped before the run was over; nothing is proved.");
        }
        fleet.supervise();
        reader.read(READ);
        accounted.set(audit.accounted());
        progress.accept(String.format(
                Locale.ROOT,
                "%5.0f s  produced %,d of %,d, accounted for %,d, in summaries %,d, faults %d of %d",
                seconds(),
                ledger.size(),
                plan.frames(),
                audit.accounted(),
                audit.summarised(),
                faultsDone,
                faultPlan.faults().size()));
    }

    private ExactlyOnceReport report(Fleet fleet, FaultRunner faults, InternalTopics internal) {
        boolean repetitionAllowed = plan.guarantee() == ProcessingGuarantee.AT_LEAST_ONCE;
        boolean exact =
                findings.all().keySet().stream().allMatch(violation -> repetitionAllowed && violation.isRepetition());
        return new ExactlyOnceReport(
                exact,
                ledger.size(),
                audit.labels(),
                audit.deadLetters(),
                audit.summaries(),
                findings.count(Violation.LOST),
                findings.count(Violation.DOUBLED),
                findings.count(Violation.REORDERED),
                faults.struck(),
                faults.missed(),
                fleet.vetoes(),
                fleet.unexpectedExits(),
                stalls,
                loadSeconds,
                seconds(),
                plan.guarantee().configValue(),
                plan.groupProtocol(),
                plan.brokers(),
                plan.seed(),
                internal.topics(),
                findings.all());
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void require(@Nullable Exception failure, String sentence) {
        if (failure != null) {
            throw CommandFailure.runtime(sentence + ": " + Sentences.of(failure), failure);
        }
    }
}
