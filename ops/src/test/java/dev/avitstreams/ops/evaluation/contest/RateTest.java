package dev.avitstreams.ops.evaluation.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void ratesAreMultiplesOfTheRecordedPace() {
        assertThat(Rate.parse("max").isLimited()).isFalse();
        assertThat(Rate.parse("1x").isLimited()).isTrue();
        assertThat(Rate.parse("2.5x").isLimited()).isTrue();
        for (String text : new String[] {"0x", "fast", "x", "-1x", "1"}) {
            assertThatThrownBy(() -> Rate.parse(text)).as(text).hasMessageContaining("'" + text + "'");
        }
    }
}
