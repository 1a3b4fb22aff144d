package dev.avitstreams.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SparseCountTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SparseCount count = new SparseCount(Duration.ofSeconds(10));

    @Test
    void firstIsToldAtOnce() {
        assertThat(count.add(Long.MAX_VALUE)).hasValue(1);
    }

    @Test
    void othersAreToldAsANumberOnceTheTimeIsOver() {
        long start = Long.MAX_VALUE - SECOND; // the clock may overflow
        count.add(start);

        assertThat(count.add(start + SECOND)).isEmpty();
        assertThat(count.add(start + 10 * SECOND - 1)).isEmpty();
        assertThat(count.add(start + 10 * SECOND)).hasValue(3);
        assertThat(count.add(start + 19 * SECOND)).isEmpty();
        assertThat(count.add(start + 60 * SECOND)).hasValue(2);
    }
}
