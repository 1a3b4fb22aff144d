package dev.avitstreams.inference.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void rateWarmsUpAndFallsToItsLeast() {
        LearningRate rate = new LearningRate(1, .1, 10);

        assertThat(rate.at(1, 110)).isCloseTo(.1, within(1e-12));
        assertThat(rate.at(10, 110)).isEqualTo(1);
        assertThat(rate.at(60, 110)).isCloseTo(.55, within(1e-12));
        assertThat(rate.at(110, 110)).isCloseTo(.1, within(1e-12));
    }

    @Test
    void ponderWeightRampsUpWithoutATarget() {
        Tightening tightening = new Tightening(2, 1, 12, 9, 1, 100, Optional.empty());
        PonderControl control = new PonderControl(tightening, 1.25, PonderControl.State.NEW);

        assertThat(control.weightAt(50)).isEqualTo(1);
        assertThat(control.weightAt(500)).isEqualTo(2);
        assertThat(tightening.depthAt(50)).isEqualTo(10.5);
        assertThat(tightening.priorWeightAt(50)).isEqualTo(.5);
    }

    /** A network that yields to ponder pressure, and drifts shallower by itself: the plan is kept all the same. */
    @Test
    void controllerKeepsThePlanAgainstADriftingNetwork() {
        // Given
        Tightening tightening = new Tightening(.1, 0, 9, 9, 1, 1000, Optional.of(.8));
        PonderControl control = new PonderControl(tightening, 1.25, PonderControl.State.NEW);
        double gmacs = 1.1;
        double worst = 0;
        boolean pushedBack = false;

        // When
        for (int step = 1; step <= 1500; step++) {
            double weight = control.weightAt(step);
            pushedBack |= weight < 0;
            double drift = step < 300 ? .001 : 0;
            gmacs -= .01 * weight + drift;
            control.observe(step, gmacs);
            worst = step > 50 ? Math.max(worst, Math.abs(gmacs - control.plannedGmacs(step))) : worst;
        }

        // Then
        assertThat(gmacs).isCloseTo(.8, within(.02));
        assertThat(worst).isLessThan(.08);
        assertThat(pushedBack).isTrue();
    }

    @Test
    void controllerGoesOnFromItsState() {
        Tightening tightening = new Tightening(.1, 0, 9, 9, 1, 100, Optional.of(.8));
        PonderControl whole = new PonderControl(tightening, 1.25, PonderControl.State.NEW);
        for (int step = 1; step <= 30; step++) {
            whole.observe(step, 1.1);
        }
        PonderControl resumed = new PonderControl(tightening, 1.25, whole.state());

        assertThat(resumed.weightAt(31)).isEqualTo(whole.weightAt(31)).isPositive();
    }
}
