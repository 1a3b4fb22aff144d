package dev.avitstreams.inference.elastic.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.elastic.Ladders;
import dev.avitstreams.inference.elastic.PointChoice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Ladder LADDER = Ladders.usual();
    private static final Machine MACHINE = Machine.ofTwoCores();
    private static final int LAST = LADDER.size() - 1;

    @Test
    void asManyFramesComeAsTheLoadSays() {
        Outcome outcome = run(PointChoice.BEST, Load.step(10, 30, 100, 200), 300);

        assertThat(outcome.frames()).isCloseTo(100 * 10 + 100 * 30 + 100 * 10, within(100));
        assertThat(outcome.ticks().stream().mapToInt(Tick::arrived).sum()).isEqualTo(outcome.frames());
        assertThat(outcome.ticks().stream().mapToInt(Tick::published).sum()).isEqualTo(outcome.frames());
    }

    @Test
    void anOverloadedMachineServesItsCapacity() {
        double capacity = MACHINE.capacity(LADDER, 0);
        Outcome outcome = run(PointChoice.BEST, Load.constant(2 * capacity), 100);

        double served = outcome.ticks().stream()
                        .filter(tick -> tick.seconds() > 10 && tick.seconds() <= 90)
                        .mapToInt(Tick::published)
                        .sum()
                / 80.0;
        assertThat(served).isCloseTo(capacity, within(0.05 * capacity));
        assertThat(outcome.mostBacklog()).isGreaterThan((int) (80 * capacity));
    }

    @Test
    void aCheaperPointServesMoreAndIsRightLess() {
        double load = 0.85 * MACHINE.capacity(LADDER, LAST);
        Outcome best = run(PointChoice.BEST, Load.constant(load), 60);
        Outcome cheapest = run(new PointChoice(LAST, LAST), Load.constant(load), 60);

        assertThat(cheapest.within(250)).isGreaterThan(0.99);
        assertThat(best.within(250)).isLessThan(0.5);
        assertThat(cheapest.meanTop1()).isCloseTo(LADDER.top1(LAST), within(1e-3)); // the first frames are at the best
        assertThat(best.meanTop1()).isEqualTo(LADDER.top1(0), within(1e-9));
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        double[] once = run(PointChoice.BEST, Load.bursts(20, 60, 5, 20), 100).latencyMillis();
        double[] again = run(PointChoice.BEST, Load.bursts(20, 60, 5, 20), 100).latencyMillis();

        assertThat(once).isEqualTo(again);
        assertThat(Arrays.stream(once).min().orElseThrow())
                .isGreaterThanOrEqualTo(
                        MACHINE.arrival().plus(MACHINE.publishing()).toMillis());
    }

    @Test
    void aLoadWithoutFramesEndsWithoutFrames() {
        Outcome outcome = run(PointChoice.BEST, Load.constant(0), 10);

        assertThat(outcome.frames()).isZero();
        assertThat(outcome.ticks()).hasSizeGreaterThanOrEqualTo(99);
    }

    private static Outcome run(PointChoice choice, Load load, double seconds) {
        return Simulation.run(MACHINE, LADDER, new Fixed(choice), Scenario.of("test", load, seconds), 7);
    }
}
