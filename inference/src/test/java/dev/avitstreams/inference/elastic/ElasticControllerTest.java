package dev.avitstreams.inference.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.elastic.simulation.Load;
import dev.avitstreams.inference.elastic.simulation.Machine;
import dev.avitstreams.inference.elastic.simulation.Outcome;
import dev.avitstreams.inference.elastic.simulation.Scenario;
import dev.avitstreams.inference.elastic.simulation.Simulation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElasticControllerTest {
    private static final Duration OBJECTIVE = Duration.ofMillis(250);
    private static final Duration OLD = Duration.ofSeconds(2);

    private final Ladder ladder = Ladders.usual();
    private final ElasticController controller = new ElasticController(ladder, ElasticSettings.of(OBJECTIVE));
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
    void whatAPauseHeldUpKeepsTheOperatorBusyTooBrieflyToBeLoad() {
        for (int pause = 0; pause < 60; pause++) {
            for (int tick = 0; tick < 20; tick++) {
                assertThat(next(0.3, 1)).isEqualTo(PointChoice.BEST);
            }
            assertThat(next(0.95, 8)).isEqualTo(PointChoice.BEST);
            assertThat(next(0.95, 4)).isEqualTo(PointChoice.BEST);
        }
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

    @Test
    void begunBelowTheBestItIsThereFirst() {
        for (int normal = 0; normal < ladder.size(); normal++) {
            PointChoice first = new PointChoice(normal, 0);
            assertThat(begun(first).next(sample(0.2, 1, 0))).isEqualTo(first);
        }
        PointChoice cheapest = new PointChoice(3, 3);
        assertThat(begun(cheapest).next(sample(0.2, 1, 0))).isEqualTo(cheapest);
    }

    @Test
    void begunUnderLoadWhereItsPredecessorStoodItsFramesAreInTimeFromTheFirst() {
        Machine machine = Machine.ofTwoCores();
        Scenario high = Scenario.of("high", Load.constant(0.9 * machine.capacity(ladder, 3)), 60);

        Outcome anew = Simulation.run(machine, ladder, begun(PointChoice.BEST), high, 1);
        Outcome goingOn = Simulation.run(machine, ladder, begun(new PointChoice(3, 0)), high, 1);

        assertThat(anew.latencyQuantile(0.95, 0, 3)).isGreaterThan(OBJECTIVE.toMillis());
        assertThat(goingOn.latencyQuantile(0.95, 0, 3)).isLessThanOrEqualTo(OBJECTIVE.toMillis());
        assertThat(goingOn.latencyQuantile(0.95, 0, 60)).isLessThanOrEqualTo(OBJECTIVE.toMillis());
    }

    @Test
    void begunAtTheCheapestItComesBackToTheBestUnderLowLoad() {
        Machine machine = Machine.ofTwoCores();
        Scenario low = Scenario.of("low", Load.constant(0.3 * machine.capacity(ladder, 0)), 60);

        Outcome outcome = Simulation.run(machine, ladder, begun(new PointChoice(3, 3)), low, 1);

        assertThat(outcome.last()).isEqualTo(PointChoice.BEST);
        assertThat(outcome.changes(0, 60)).isEqualTo(1 + 6);
    }

    private ElasticController begun(PointChoice first) {
        return new ElasticController(ladder, ElasticSettings.of(OBJECTIVE), first);
    }

    private PointChoice next(double busyShare, int waiting) {
        return next(busyShare, waiting, 0);
    }

    private PointChoice next(double busyShare, int waiting, int high) {
        return controller.next(sample(busyShare, waiting, high));
    }

    private LoadSample sample(double busyShare, int waiting, int high) {
        now += ElasticController.TICK.toNanos();
        return new LoadSample(now, ElasticController.TICK, 2, high, 2 * ladder.gmacs(0), busyShare, OLD, waiting);
    }
}
