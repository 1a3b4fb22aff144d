package dev.avitstreams.inference.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrameCostTest {
    private static final double SECONDS_PER_GMAC = 0.02;

    private final FrameCost cost = new FrameCost(0.2);

    @Test
    void whatIsNotMultipliedIsLearnedFromTwoPoints() {
        for (int second = 0; second < 60; second++) {
            observe(0.8, 0.5);
        }
        cost.pointChanged();
        for (int second = 0; second < 60; second++) {
            observe(0.4, 0.5);
        }

        assertThat(cost.overhead()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void onePointTeachesNothing() {
        for (int second = 0; second < 600; second++) {
            observe(0.8, 0.5);
        }

        assertThat(cost.overhead()).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void aMachineThatGotFasterIsNotTakenForAnOverheadBelowZero() {
        observe(0.8, 0.5);
        cost.pointChanged();
        observe(0.4, -0.35);

        assertThat(cost.overhead()).isZero();
    }

    @Test
    void aMachineThatGotSlowerIsNotTakenForAnEndlessOverhead() {
        observe(0.8, 0.5);
        cost.pointChanged();
        observe(0.4, 5);

        assertThat(cost.overhead()).isCloseTo(3 * 0.6, within(0.01));
    }

    /** A second of work, a hundred frames. */
    private void observe(double gmacs, double overhead) {
        cost.observe(1, 100 * SECONDS_PER_GMAC * (gmacs + overhead), 100 * gmacs, 100);
    }
}
