package dev.avitstreams.ops.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ServiceRunTest {
    @Test
    void waitIsCutShortByNeitherAnInterruptNorAnEarlyWakeUp() {
        // Given
        Thread.currentThread().interrupt();
        LockSupport.unpark(Thread.currentThread());
        long began = System.nanoTime();

        // When
        ServiceRun.waitFor(Duration.ofMillis(50));

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }
}
