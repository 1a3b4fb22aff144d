package dev.avitstreams.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepthSchedulesTest {
    private static final Architecture DEIT_TINY = new Architecture(224, 16, 192, 3, 12, 768, 1000);

    @ParameterizedTest
    @ValueSource(doubles = {0, .3, .6})
    void imagesCostWhatWasAskedFor(double spread) {
        // When
        List<byte[]> schedules = DepthSchedules.around(DEIT_TINY, 40, .635, spread, 1);

        // Then
        double[] shares =
                schedules.stream().mapToDouble(depths -> share(depths)).sorted().toArray();
        assertThat(Arrays.stream(shares).average().orElseThrow()).isCloseTo(.635, within(.003));
        assertThat(shares[0]).isCloseTo(.635 * (1 - spread), within(.01));
        assertThat(shares[39]).isCloseTo(Math.min(1, .635 * (1 + spread)), within(.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {.3, .6})
    void theClassTokenStaysToTheEndAndEveryPatchHasADepth(double spread) {
        for (byte[] depths : DepthSchedules.around(DEIT_TINY, 10, .6, spread, 2)) {
            assertThat(depths).hasSize(197);
            assertThat(depths[0]).isEqualTo((byte) 12);
            for (byte depth : depths) {
                assertThat(depth).isBetween((byte) 1, (byte) 12);
            }
        }
    }

    private static double share(byte[] depths) {
        return (double) Macs.ofDepths(DEIT_TINY, depths) / Macs.dense(DEIT_TINY);
    }
}
