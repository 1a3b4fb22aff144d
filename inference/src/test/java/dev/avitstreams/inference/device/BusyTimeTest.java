package dev.avitstreams.inference.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyTimeTest {
    private long now = Long.MAX_VALUE - 5; // nanoseconds may begin anywhere
    private final BusyTime busy = new BusyTime(() -> now);

    @Test
    void whatWorkersAreAtCountsBeforeItIsDone() {
        busy.begin();
        now += 7;
        assertThat(busy.nanos()).isEqualTo(7);

        busy.begin();
        now += 10;
        assertThat(busy.nanos()).isEqualTo(27);

        busy.end();
        now += 1;
        assertThat(busy.nanos()).isEqualTo(28);

        busy.end();
        now += 100;
        assertThat(busy.nanos()).isEqualTo(28);
    }
}
