package dev.avitstreams.ops.chaos.overload;

import dev.avitstreams.ops.chaos.Trial;
import dev.avitstreams.ops.chaos.audit.Findings;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.process.ProcessSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does an {@link OverloadPlan}. To be run once, by one thread. */
public final class OverloadRun {
    private static final int FEWEST_FRAMES = 32;
    private static final int MOST_FRAMES = 512;
    private static final double SAMPLE_SECONDS = 2;

    /** In which a JVM compiles its busiest methods. */
    private static final double WARM_UP_SECONDS = 40;

    private static final double SETTLING_SECONDS = 5;
    private static final double SUSTAINED_SECONDS = 15;

    /** Times the estimate, which may be too low by half. */
    private static final double ENOUGH = 2.5;

    /** What a frame that was fresh enough may still take: its wait for the operator is bounded, and then it is committed. */
    private static final Duration COMMIT = Duration.ofSeconds(1);

    private final OverloadPlan plan;
    private final StopSignal stop;
    private final Consumer<String> narrator;
    private final Consumer<String> progress;
    private final List<ProcessSample> samples = new ArrayList<>();
    private double nextSample;

    /**
     * @param narrator told what happens, one line at a time
     * @param progress told how far it is, several times a second
     */
    public OverloadRun(OverloadPlan plan, StopSignal stop, Consumer<String> narrator, Consumer<String> progress) {
        this.plan = plan;
        this.stop = stop;
        this.narrator = narrator;
        this.progress = progress;
    }

    public OverloadReport run() {
        try (Trial trial =
                new Trial(plan.deployment(), 1, plan.cameras(), plan.seed(), plan.directory(), stop, progress)) {
            double capacity = capacity(trial);
            double rate = plan.factor() * capacity;
            int frames = (int) Math.max(1, rate * plan.duration().toSeconds());
            narrator.accept(String.format(
                    Locale.ROOT,
                    "capacity %.1f frames/s; %.1f for %d s, %,d frames",
                    capacity,
                    rate,
                    plan.duration().toSeconds(),
                    frames));
            double began = trial.seconds();
            long skippedBefore = trial.audit().skipped();
            int sampledBefore = samples.size();
            trial.send(frames, rate, () -> {
                sample(trial);
                return false;
            });
            double seconds = trial.seconds() - began;
            int backlog = trial.lag();
            SentLoad sent = new SentLoad(
                    capacity,
                    plan.factor(),
                    frames / seconds,
                    backlog + trial.audit().skipped() - skippedBefore);
            sent.shortfalls().forEach(sentence -> narrator.accept("✗ " + sentence)); // draining takes long: say it now
            List<ProcessSample> underLoad = List.copyOf(samples.subList(sampledBefore, samples.size()));
            narrator.accept(String.format(Locale.ROOT, "%,d frames wait, and are waited for", backlog));
            trial.drain();
            sample(trial);
            Findings findings = trial.closeBooks();
            return report(trial, sent, backlog, underLoad, findings);
        }
    }

    /** Ever more frames at once while code and caches get warm, but not so many that one of them would go stale. */
    private double capacity(Trial trial) {
        double stale =
                plan.deployment().skipStaleAfter().map(Duration::toMillis).orElse(Long.MAX_VALUE) / 1e3;
        double rate = 0;
        int frames = FEWEST_FRAMES;
        double warm = trial.seconds() + WARM_UP_SECONDS;
        while (frames < MOST_FRAMES && trial.seconds() < warm) {
            rate = Math.max(rate, trial.capacity(frames));
            if (2 * frames / rate <= stale / 2) {
                frames *= 2;
            }
        }
        return sustained(trial, Math.max(rate, trial.capacity(frames)));
    }

    /** Frames a second served while more come than can be: short loads end in waiting for the last, and say too little. */
    private double sustained(Trial trial, double estimate) {
        double rate = ENOUGH * estimate;
        double settled = trial.seconds() + SETTLING_SECONDS;
        AtomicReference<Served> first = new AtomicReference<>();
        trial.send((int) (rate * (SETTLING_SECONDS + SUSTAINED_SECONDS)), rate, () -> {
            sample(trial);
            if (trial.seconds() >= settled) {
                first.compareAndSet(null, Served.of(trial));
            }
            return false;
        });
        double served = Served.of(trial).rateSince(first.get());
        trial.drain();
        return Math.max(estimate, served);
    }

    /** Labels and dead letters by then. */
    private record Served(double seconds, int frames) {
        static Served of(Trial trial) {
            return new Served(
                    trial.seconds(), trial.audit().labels() + trial.audit().deadLetters());
        }

        double rateSince(@Nullable Served first) {
            return first == null ? 0 : (frames - first.frames) / (seconds - first.seconds);
        }
    }

    private void sample(Trial trial) {
        if (trial.seconds() >= nextSample) {
            nextSample = trial.seconds() + SAMPLE_SECONDS;
            ProcessSample.of(trial.fleet().instances().get(0)).ifPresent(samples::add);
        }
    }

    private OverloadReport report(
            Trial trial, SentLoad sent, int backlog, List<ProcessSample> underLoad, Findings findings) {
        long[] latencies = trial.audit().latencyMillis(trial.ledger());
        long worst = latencies.length == 0 ? 0 : latencies[latencies.length - 1];
        Optional<Long> bound = plan.deployment()
                .skipStaleAfter()
                .map(age -> age.plus(plan.deployment().timeouts().operator()).plus(COMMIT))
                .map(Duration::toMillis);
        double resident = samples.stream()
                .mapToDouble(ProcessSample::residentMebibytes)
                .max()
                .orElse(Double.NaN);
        boolean exact = findings.all().isEmpty();
        boolean bounded = OverloadReport.bounded(resident, plan.memoryMebibytes(), worst, bound);
        return new OverloadReport(
                exact && bounded && sent.shortfalls().isEmpty(),
                exact,
                plan.duration().toSeconds() / 60.0,
                sent.capacity(),
                sent.framesPerSecond(),
                trial.ledger().size(),
                backlog,
                trial.audit().labels(),
                trial.audit().deadLetters(),
                trial.audit().skipped(),
                quantile(latencies, 0.5),
                quantile(latencies, 0.99),
                worst,
                bound,
                resident,
                plan.memoryMebibytes(),
                growth(underLoad),
                plan.seed(),
                findings.all(),
                sent.framesPerSecondAsked(),
                sent.shortfalls());
    }

    private static double growth(List<ProcessSample> samples) {
        int quarter = samples.size() / 4;
        return mean(samples.subList(samples.size() - quarter, samples.size())) - mean(samples.subList(0, quarter));
    }

    private static double mean(List<ProcessSample> samples) {
        return samples.stream()
                .mapToDouble(ProcessSample::nativeMebibytes)
                .average()
                .orElse(Double.NaN);
    }

    private static long quantile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }
}
