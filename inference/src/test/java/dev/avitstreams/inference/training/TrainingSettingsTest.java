package dev.avitstreams.inference.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.training.schedule.PointRange;
import dev.avitstreams.inference.training.schedule.SmallerSides;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

    @Test
    void shiftsAndSmallerSidesWouldTakeTheSameSteps() {
        Optional<PointRange> points = Optional.of(new PointRange(2, .0005));
        Optional<SmallerSides> sides = Optional.of(new SmallerSides(List.of(16)));

        assertThatThrownBy(() -> TinyTraining.settings(10, points, sides))
                .hasMessageContaining("points and smallerSides are both set");
    }

    @Test
    void aRangeThatEndsAtAHigherCostThanItBeginsIsRefused() {
        TrainingSettings with = TinyTraining.settings(10);
        Optional<PointRange> dearer = Optional.of(new PointRange(2, .0008));

        assertThatThrownBy(() -> new TrainingSettings(
                        with.seed(),
                        with.steps(),
                        with.batchSize(),
                        with.threads(),
                        with.precision(),
                        with.gate(),
                        with.threshold(),
                        with.learningRate(),
                        with.weightDecay(),
                        with.gradientNorm(),
                        with.averageDecay(),
                        with.losses(),
                        with.tightening(),
                        dearer,
                        Optional.empty(),
                        with.augmentation(),
                        with.frozen(),
                        with.dropWidth(),
                        with.scoreBoost(),
                        with.scoreOnlySteps()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cheapestGmacs is 8.0E-4, more than targetGmacs, which is 7.0E-4");
    }
}
