package dev.avitstreams.ops.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.ops.process.ProcessSample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Samples samples = new Samples();

    @Test
    void whatGrowsEvenlyIsTold() {
        for (int i = 0; i <= 100; i++) {
            sample(i * 5, 200 + i, i % 7);
        }

        Samples.Trend trend = samples.trend(samples.of(0, ProcessSample::nativeMebibytes));

        assertThat(trend.from()).isCloseTo(225, within(1e-6));
        assertThat(trend.growth()).isCloseTo(75, within(1e-6));
        assertThat(report().sound()).isFalse();
    }

    @Test
    void warmUpIsLeftOutAndWhatComesAndGoesIsNoGrowth() {
        for (int i = 0; i <= 100; i++) {
            sample(i * 5, i < 25 ? i * 10 : 250 + 5 * (i % 3), i % 7);
        }

        assertThat(samples.trend(samples.of(0, ProcessSample::nativeMebibytes)).growth())
                .isCloseTo(0, within(2.0));
        assertThat(report().sound()).isTrue();
    }

    @Test
    void anInstanceThatIsAwayLeavesAGap() {
        sample(0, 100, 0);
        samples.add(new Samples.Row(5, List.of(Optional.empty()), 3));
        sample(10, 100, 0);

        assertThat(samples.of(0, ProcessSample::threads)).containsExactly(40, Double.NaN, 40);
        assertThat(samples.csv()).isEqualTo("""
                seconds,lag,heapMiB0,codeMiB0,residentMiB0,nativeMiB0,threads0,handles0
                0.0,0,50.0,60.0,300.0,100.0,40,90
                5.0,3,,,,,,
                10.0,0,50.0,60.0,300.0,100.0,40,90
                """);
    }

    private void sample(double seconds, double nativeMebibytes, int lag) {
        samples.add(new Samples.Row(
                seconds, List.of(Optional.of(new ProcessSample(50, 60, 300, nativeMebibytes, 40, 90))), lag));
    }

    private SoakReport report() {
        return SoakReport.of(8, 100, 60, 30_000, List.of(), samples, 0, List.of(), 1, Map.of());
    }
}
