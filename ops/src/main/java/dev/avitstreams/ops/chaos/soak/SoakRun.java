package dev.avitstreams.ops.chaos.soak;

import dev.avitstreams.ops.chaos.Trial;
import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.chaos.audit.Violation;
import dev.avitstreams.ops.chaos.fault.FaultPlan;
import dev.avitstreams.ops.chaos.fault.FaultRunner;
import dev.avitstreams.ops.chaos.fault.Ground;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.Sentences;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.Background;
import dev.avitstreams.ops.process.ProcessSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does a {@link SoakPlan}. To be run once, by one thread. */
public final class SoakRun {
    private static final int CAPACITY_FRAMES = 600;

    private final SoakPlan plan;
    private final StopSignal stop;
    private final Consumer<String> narrator;
    private final Consumer<String> progress;
    private final Samples samples = new Samples();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private double nextSample;

    /**
     * @param narrator told what happens, one line at a time, by any thread
     * @param progress told how far it is, several times a second
     */
    public SoakRun(SoakPlan plan, StopSignal stop, Consumer<String> narrator, Consumer<String> progress) {
        this.plan = plan;
        this.stop = stop;
        this.narrator = narrator;
        this.progress = progress;
    }

    /** Also writes {@code soak.csv} and {@code soak.png} into the plan's folder. */
    public SoakReport run() throws IOException {
        try (Trial trial = new Trial(
                plan.deployment(), plan.instances(), plan.cameras(), plan.seed(), plan.directory(), stop, progress)) {
            trial.capacity(CAPACITY_FRAMES); // code and caches get warm
            double capacity = trial.capacity(CAPACITY_FRAMES);
            double rate = plan.share() * capacity;
            int before = trial.accounted();
            int frames = (int) Math.max(1, rate * plan.duration().toSeconds());
            narrator.accept(String.format(
                    Locale.ROOT,
                    "capacity %.1f frames/s, %.1f of which for %d min",
                    capacity,
                    rate,
                    plan.duration().toMinutes()));
            FaultPlan faultPlan = plan.faultPlan();
            StopSignal over = StopSignal.internal();
            Ground ground = new Ground(
                    trial.fleet().instances(),
                    trial.cluster(),
                    plan.deployment().applicationId(),
                    over,
                    narrator,
                    unanswered::add);
            FaultRunner faults = new FaultRunner(faultPlan, ground, frames, () -> trial.accounted() - before);
            try (Background breaking = Background.start("chaos-faults", faults);
                    over) { // the first to be closed, upon which the other ends
                trial.send(frames, rate, () -> {
                    sample(trial);
                    require(breaking.failure());
                    return false;
                });
            }
            int lag = trial.lag();
            trial.drain();
            write();
            Findings findings = trial.closeBooks();
            unanswered.forEach(line -> findings.add(Violation.UNANSWERED, line));
            int planned = faultPlan.faults().size();
            if (faults.struck().isEmpty() || faults.done() < planned - 1) { // the last may be cut short by the end
                findings.add(
                        Violation.UNFINISHED,
                        "of " + planned + " faults " + faults.done() + " had their turn and "
                                + faults.struck().size() + " could be done");
            }
            return SoakReport.of(
                    plan.duration().toSeconds() / 60.0,
                    capacity,
                    rate,
                    trial.ledger().size(),
                    faults.struck(),
                    samples,
                    lag,
                    trial.fleet().unexpectedExits(),
                    plan.seed(),
                    findings.all());
        }
    }

    private void sample(Trial trial) {
        if (trial.seconds() < nextSample) {
            return;
        }
        nextSample = trial.seconds() + plan.sampleEvery().toMillis() / 1e3;
        samples.add(new Samples.Row(
                trial.seconds(),
                trial.fleet().instances().stream().map(ProcessSample::of).toList(),
                trial.lag()));
    }

    private void write() throws IOException {
        Files.writeString(plan.directory().resolve("soak.csv"), samples.csv());
        Path picture = plan.directory().resolve("soak.png");
        SoakPicture.write(samples, plan.instances(), picture);
        narrator.accept("wrote " + picture + " and soak.csv");
    }

    private static void require(@Nullable Exception failure) {
        if (failure != null) {
            throw CommandFailure.runtime("A fault could not be done: " + Sentences.of(failure), failure);
        }
    }
}
