package dev.avitstreams.inference.elastic.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    /** Twenty frames, one a second, of 1 to 20 ms. */
    private final Outcome outcome = new Outcome(
            List.of(),
            IntStream.range(0, 20).asDoubleStream().toArray(),
            IntStream.rangeClosed(1, 20).asDoubleStream().toArray(),
            0,
            0);

    @Test
    void aQuantileIsTheLeastThatSuchAShareDoesNotExceed() {
        assertThat(outcome.latencyQuantile(0, 0, 20)).isEqualTo(1);
        assertThat(outcome.latencyQuantile(0.5, 0, 20)).isEqualTo(10);
        assertThat(outcome.latencyQuantile(0.95, 0, 20)).isEqualTo(19);
        assertThat(outcome.latencyQuantile(0.99, 0, 20)).isEqualTo(20);
        assertThat(outcome.latencyQuantile(1, 0, 20)).isEqualTo(20);
    }

    @Test
    void onlyTheFramesOfTheStretchCount() {
        assertThat(outcome.latencyQuantile(1, 5, 10)).isEqualTo(10);
        assertThat(outcome.latencyQuantile(0.5, 20, 30)).isNaN();
    }
}
