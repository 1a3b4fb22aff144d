package dev.avitstreams.inference.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElasticControllerTest {
    private static final Duration OLD = Duration.ofSeconds(2);

    private final Ladder ladder = Ladders.usual();
    private final ElasticController controller =
            new ElasticController(ladder, ElasticSettings.of(Duration.ofMillis(250)));
    private long now;

    @Test
    void framesThatComeOldToAnIdleOperatorAreComputedAtTheBestPoint() {
        for (int tick = 0; tick < 600; tick++) {
            assertThat(next(0.2, 1)).isEqualTo(PointChoice.BEST);
        }
    }

    @Test
    void framesThatAreOldAtABusyOperatorAreNot() {
        PointChoice last = PointChoice.BEST;
        for (int tick = 0; tick < 50; tick++) {
            last = next(1, 1);
        }
        assertThat(last.normal()).isEqualTo(ladder.size() - 1);
    }

    @Test
    void onceOnlyTheClockIsLateTheBestPointComesBack() {
        for (int tick = 0; tick < 50; tick++) {
            next(1, 60);
        }
        PointChoice last = PointChoice.BEST;
        for (int tick = 0; tick < 6000; tick++) {
            last = next(0.2, 1);
        }
        assertThat(last).isEqualTo(PointChoice.BEST);
    }

    private PointChoice next(double busyShare, int waiting) {
        now += ElasticController.TICK.toNanos();
        return controller.next(
                new LoadSample(now, ElasticController.TICK, 2, 0, 2 * ladder.gmacs(0), busyShare, OLD, waiting));
    }
}
