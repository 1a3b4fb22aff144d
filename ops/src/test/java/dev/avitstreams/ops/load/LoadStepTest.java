package dev.avitstreams.ops.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadStepTest {

    @Test
    void schedulesAreRead() {
        assertThat(LoadSchedules.parse("20:30s, 0.5:1m,8:1h"))
                .containsExactly(new LoadStep(20, 600), new LoadStep(.5, 30), new LoadStep(8, 28_800));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "20:30", "x:3s", "20:3s,", "-1:3s"})
    void whatIsNoScheduleIsNamed(String text) {
        assertThatThrownBy(() -> LoadSchedules.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schedule has the step '");
    }

    @ParameterizedTest
    @CsvSource({
        // of 10,000 frames: 2 % of the second half are 100
        "0, 100, 10000, true",
        "0, 101, 10000, false",
        "500, 590, 10000, true",
        "500, 100, 10000, true",
        // of few frames 5 % count as noise
        "0, 5, 200, true",
        "0, 6, 200, false",
        "0, 32, 1600, true",
        "0, 33, 1600, false",
    })
    void aBacklogThatGrowsIsNotStable(long half, long end, long frames, boolean stable) {
        assertThat(new Backlog(half, end, true, 0).isStable(frames)).isEqualTo(stable);
    }

    @Test
    void framesSentTooLateProveNothing() {
        assertThat(new Backlog(0, 0, false, 900).isStable(1000)).isFalse();
        assertThat(Backlog.UNFINISHED.isStable(1000)).isFalse();
    }

    @Test
    void theRateLeavesOutStartAndEnd() {
        Arrivals arrivals = new Arrivals();
        for (int result = 0; result < 100; result++) {
            arrivals.add(1_000_000 + result * 10_000); // 100 a second
        }
        arrivals.add(60_000_000);
        arrivals.add(0);

        assertThat(arrivals.perSecond()).isBetween(99.9, 100.1);
    }
}
