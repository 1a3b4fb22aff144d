package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.model.Architecture;
import org.junit.jupiter.api.Test;

class MacsTest {
    private static final Architecture DEIT_TINY = new Architecture(224, 16, 192, 3, 12, 768, 1000);
    private static final Architecture DEIT_SMALL = new Architecture(224, 16, 384, 6, 12, 1536, 1000);

    @Test
    void denseCostIsThatOfThePublishedModels() {
        assertThat(Macs.dense(DEIT_TINY) / 1e9).isBetween(1.25365, 1.25375);
        assertThat(Macs.dense(DEIT_SMALL) / 1e9).isBetween(4.59885, 4.59895);
    }

    @Test
    void aBlockCostsTwelveTimesWidthSquaredATokenPlusAttention() {
        long n = 100;
        long width = 192;
        assertThat(Macs.block(DEIT_TINY, n)).isEqualTo(12 * n * width * width + 2 * n * n * width);
    }

    @Test
    void layersWithoutTokensCostNothing() {
        int[] active = new int[12];
        assertThat(Macs.ofActive(DEIT_TINY, active)).isEqualTo(Macs.embedding(DEIT_TINY) + Macs.head(DEIT_TINY));
    }

    @Test
    void theMeterRefusesToBookOtherRowsThanWereMultiplied() {
        MacMeter meter = new MacMeter(2);
        assertThatThrownBy(() -> meter.product(5, new int[] {2, 2}, 3, 4)).hasMessageContaining("5 rows");
    }
}
