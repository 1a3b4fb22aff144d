package dev.avitstreams.ops.bench.pipeline;

import dev.avitstreams.ops.bench.OperatorReport.Spread;
import dev.avitstreams.ops.bench.pipeline.PipelinePlan.Scenario;
import dev.avitstreams.ops.bench.pipeline.PipelineReport.CpuMillis;
import dev.avitstreams.ops.bench.pipeline.PipelineReport.Row;
import dev.avitstreams.ops.load.Quantiles;
import dev.avitstreams.ops.load.Stage;
import dev.avitstreams.ops.load.StepReport;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one combination gave.
 *
 * @param maxDelay longest wait for a batch
 */
record Piped(Scenario scenario, Duration maxDelay, List<Round> rounds, StepReport half, CpuMillis cpuAtHalf) {
    Piped {
        rounds = List.copyOf(rounds);
    }

    /** A backlog worked off, and the operator alone before and after it. */
    record Round(StepReport backlog, CpuMillis cpu, OperatorAlone.Round before, OperatorAlone.Round after) {
        double operatorFramesPerSecond() {
            return (before.framesPerSecond() + after.framesPerSecond()) / 2;
        }

        double share() {
            return backlog.labelledPerSecond() / operatorFramesPerSecond();
        }

        double operatorCpuMillis() {
            return (before.cpuMillis() + after.cpuMillis()) / 2;
        }
    }

    Row atSaturation() {
        CpuMillis cpu = new CpuMillis(
                median(rounds, round -> round.cpu().service()),
                median(rounds, round -> round.cpu().broker()),
                median(rounds, round -> round.cpu().load()));
        StepReport last = rounds.get(rounds.size() - 1).backlog();
        return row("saturation", labelledPerSecond(rounds), last, spread(rounds, Round::share), cpu);
    }

    Row atHalf() {
        double share = half.labelledPerSecond() / median(rounds, Round::operatorFramesPerSecond);
        return row("half", half.labelledPerSecond(), half, Spread.of(new double[] {share}), cpuAtHalf);
    }

    private Row row(String load, double framesPerSecond, StepReport step, Spread shares, CpuMillis cpu) {
        Quantiles published = step.millis(Stage.PUBLISH);
        double batch = step.millis(Stage.OPERATOR).p50();
        return new Row(
                load,
                scenario.cameras(),
                scenario.partitions(),
                scenario.instances(),
                scenario.setting() == null ? null : scenario.setting().toString(),
                framesPerSecond,
                published.p50(),
                published.p95(),
                published.p99(),
                3 * (maxDelay.toNanos() / 1e6 + batch),
                median(rounds, Round::operatorFramesPerSecond),
                shares.median(),
                shares,
                cpu,
                median(rounds, Round::operatorCpuMillis),
                step.millis());
    }

    /** Labels that became visible, the median of the rounds. */
    static double labelledPerSecond(List<Round> rounds) {
        return median(rounds, round -> round.backlog().labelledPerSecond());
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return spread(rounds, value).median();
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Spread.of(rounds.stream().mapToDouble(value).toArray());
    }
}
