package dev.avitstreams.ops.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.FrameOutcome;
import dev.avitstreams.topology.metrics.AvitMetrics;
import org.junit.jupiter.api.Test;

class MetricsTextTest {

    @Test
    void skippedFramesOfAllCamerasAreCountedAndNoOthers() {
        try (AvitMetrics metrics = new AvitMetrics(2)) {
            assertThat(skipped(metrics.scrape())).isZero();

            for (String camera : new String[] {"gate", "gate", "dock", "yard"}) {
                metrics.frame(camera, new FrameOutcome.Skipped(FrameOutcome.SkipReason.STALE));
            }
            assertThat(skipped(metrics.scrape())).isEqualTo(4);
        }
        assertThat(skipped("avit_frames_total{camera=\"a\",outcome=\"classified\",reason=\"none\"} 7.0\n"
                        + "avit_frames_total{camera=\"a\",outcome=\"skipped\",reason=\"stale\"} 1.2E3\n"))
                .isEqualTo(1200);
    }

    private static double skipped(String text) {
        return MetricsText.sum(text, "avit_frames_total", "outcome=\"skipped\"");
    }
}
