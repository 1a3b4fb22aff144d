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

    @Test
    void aFrameOfHighPriorityLongAgoMakesNoStepsForItsKind() {
        next(0.2, 1, 1);
        for (int tick = 0; tick < 6000; tick++) {
            next(0.2, 1);
        }
        PointChoice last = PointChoice.BEST;
        for (int tick = 0; tick < 100; tick++) {
            last = next(1, 60);
        }
        assertThat(last).isEqualTo(new PointChoice(ladder.size() - 1, 0));
    }

    @Test
    void framesOfHighPriorityThatComeAreTheLastToGoDown() {
        PointChoice last = PointChoice.BEST;
        for (int tick = 0; tick < 100; tick++) {
            last = next(1, 60, 1);
        }
        assertThat(last).isEqualTo(new PointChoice(ladder.size() - 1, ladder.size() - 1));
    }

    private PointChoice next(double busyShare, int waiting) {
        return next(busyShare, waiting, 0);
    }

    private PointChoice next(double busyShare, int waiting, int high) {
        now += ElasticController.TICK.toNanos();
        return controller.next(
                new LoadSample(now, ElasticController.TICK, 2, high, 2 * ladder.gmacs(0), busyShare, OLD, waiting));
    }
}
