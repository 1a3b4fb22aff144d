package dev.avitstreams.inference.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PointRangeTest {
    private final PointRange range = new PointRange(4, .4);

    private DoubleStream shifts(long seed) {
        return LongStream.rangeClosed(1, 2000).mapToDouble(step -> range.shiftAt(seed, step));
    }

    @Test
    void everyOtherStepIsNotShifted() {
        assertThat(LongStream.rangeClosed(1, 100).filter(step -> range.shiftAt(7, step) == 0))
                .hasSize(50)
                .allMatch(step -> step % 2 == 0);
    }

    @Test
    void theOthersSpreadOverTheWholeRange() {
        double[] shifted = shifts(7).filter(shift -> shift > 0).toArray();

        assertThat(shifted).hasSize(1000);
        assertThat(DoubleStream.of(shifted).average().orElseThrow()).isCloseTo(2, within(.05));
        for (int quarter = 0; quarter < 4; quarter++) {
            int from = quarter;
            assertThat(DoubleStream.of(shifted).filter(shift -> shift > from && shift <= from + 1))
                    .hasSizeBetween(230, 270);
        }
    }

    @Test
    void aTrainingTakenUpAgainDrawsTheSame() {
        assertThat(shifts(7).toArray()).isEqualTo(shifts(7).toArray());
        assertThat(shifts(7).toArray()).isNotEqualTo(shifts(8).toArray());
    }

    @Test
    void theWishedCostFallsWithTheShift() {
        assertThat(range.followedGmacs(0, .8)).isEqualTo(.8);
        assertThat(range.followedGmacs(2, .8)).isCloseTo(.6, within(1e-12));
        assertThat(range.followedGmacs(4, .8)).isCloseTo(.4, within(1e-12));
    }

    @Test
    void refusesARangeThatIsNone() {
        assertThatThrownBy(() -> new PointRange(0, .4)).hasMessageContaining("mostShift is 0.0");
        assertThatThrownBy(() -> new PointRange(4, -1)).hasMessageContaining("cheapestGmacs is -1.0");
    }
}
