package dev.avitstreams.ops.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.ops.bench.pipeline.PipelinePlan.Scenario;
import dev.avitstreams.ops.bench.pipeline.PipelineReport.CpuMillis;
import dev.avitstreams.ops.bench.pipeline.PipelineReport.Row;
import dev.avitstreams.ops.load.Quantiles;
import dev.avitstreams.ops.load.StepReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PipedTest {
    private static final Offset<Double> ROUNDING = within(1e-9);
    private static final Scenario SCENARIO = new Scenario(32, 8, 1, null);

    @Test
    void aRoundIsComparedWithWhatWasMeasuredBesideIt() {
        Row row = piped(round(90, 72, 70), round(70, 48, 50), round(50, 45, 50)).atSaturation();

        assertThat(row.operatorShares().least()).isEqualTo(0.8, ROUNDING);
        assertThat(row.operatorShares().most()).isEqualTo(0.9, ROUNDING);
        assertThat(row.operatorShare()).isEqualTo(0.9, ROUNDING);
        assertThat(row.framesPerSecond()).isEqualTo(48);
        assertThat(row.operatorFramesPerSecond()).isEqualTo(60);
    }

    @Test
    void theBoundAtHalfLoadIsThreeTimesWaitAndMedianBatch() {
        Row row = piped(round(80, 60, 80)).atHalf();

        assertThat(row.boundMillis()).isEqualTo(3 * (10 + 25), ROUNDING);
        assertThat(row.p99Millis()).isEqualTo(90);
        assertThat(row.operatorShare()).isEqualTo(30.0 / 80, ROUNDING);
    }

    @Test
    void processorTimeIsThatOfTheMedianRound() {
        Piped piped = piped(
                round(new CpuMillis(25, 1, 3), 20, 22),
                round(new CpuMillis(21, 3, 2), 24, 26),
                round(new CpuMillis(23, 2, 1), 30, 32));

        assertThat(piped.atSaturation().cpuMillis()).isEqualTo(new CpuMillis(23, 2, 2));
        assertThat(piped.atSaturation().operatorCpuMillis()).isEqualTo(25, ROUNDING);
        assertThat(piped.atHalf().cpuMillis()).isEqualTo(cpu());
    }

    private static Piped.Round round(CpuMillis cpu, double before, double after) {
        return new Piped.Round(step(60), cpu, new OperatorAlone.Round(80, before), new OperatorAlone.Round(80, after));
    }

    private static Piped piped(Piped.Round... rounds) {
        return new Piped(SCENARIO, Duration.ofMillis(10), List.of(rounds), step(30), cpu());
    }

    private static Piped.Round round(double before, double labelled, double after) {
        return new Piped.Round(
                step(labelled), cpu(), new OperatorAlone.Round(before, 20), new OperatorAlone.Round(after, 20));
    }

    private static CpuMillis cpu() {
        return new CpuMillis(22, 2, 1);
    }

    private static StepReport step(double labelledPerSecond) {
        Map<String, Quantiles> millis =
                Map.of("operator", new Quantiles(25, 50, 60, 70), "publish", new Quantiles(40, 70, 90, 120));
        return new StepReport(OptionalDouble.empty(), 100, 100, 0, 0, labelledPerSecond, 0, true, 0, millis);
    }
}
