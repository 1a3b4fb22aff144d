package dev.avitstreams.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantisedTest {

    @Test
    void eachColumnHasItsOwnScale() {
        float[] weight = {1.27f, -100, 0, /**/ -.01f, 127, 0}; // [2, 3]

        Quantised quantised = Quantised.perColumn(weight, 3);

        assertThat(quantised.scales()).containsExactly(.01f, 1, 1);
        assertThat(quantised.values()).containsExactly(127, -100, 0, -1, 127, 0);
    }
}
