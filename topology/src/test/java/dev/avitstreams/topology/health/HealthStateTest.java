package dev.avitstreams.topology.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

final class HealthStateTest {

    private final HealthState health = new HealthState();

    private void allWell() {
        Arrays.stream(Component.values()).forEach(health::well);
    }

    @Test
    void nothingIsReadyAtFirstAndEachSaysWhy() {
        assertThat(health.isReady()).isFalse();
        assertThat(health.isLive()).isTrue();
        assertThat(health.troubles().lines())
                .hasSize(Component.values().length)
                .contains("self-test: The model has not passed its self-test yet.");
    }

    @Test
    void readyOnceEveryComponentIsWell() {
        allWell();

        assertThat(health.isReady()).isTrue();
        assertThat(health.troubles()).isEmpty();
    }

    @Test
    void troubleThatMayPassTakesReadinessButNotLife() {
        allWell();

        health.notReady(Component.BROKER, "No broker answers.");

        assertThat(health.isReady()).isFalse();
        assertThat(health.isLive()).isTrue();
        assertThat(health.troubles()).isEqualTo("broker: No broker answers.\n");
    }

    @Test
    void failureForGoodTakesLifeToo() {
        allWell();

        health.failed(Component.MODEL, "The device is gone.");

        assertThat(health.isReady()).isFalse();
        assertThat(health.isLive()).isFalse();
    }

    @Test
    void streamIsWellOnlyWhileRunning() {
        allWell();

        health.streamState(KafkaStreams.State.REBALANCING);
        assertThat(health.isReady()).isFalse();
        health.streamState(KafkaStreams.State.RUNNING);
        assertThat(health.isReady()).isTrue();
        health.streamState(KafkaStreams.State.ERROR);
        assertThat(health.isReady()).isFalse();
        assertThat(health.isLive()).as("it may be started again").isTrue();
    }
}
