package dev.avitstreams.inference.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingPointTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2 | 3        | measured top1 is 1.2, must be 0 to 1
            -1  | 3        | measured top1 is -1.0, must be 0 to 1
            NaN | 3        | measured top1 is NaN, must be 0 to 1
            0.7 | 0        | measured gmacs is 0.0, must be above 0 and finite
            0.7 | NaN      | measured gmacs is NaN, must be above 0 and finite
            0.7 | Infinity | measured gmacs is Infinity, must be above 0 and finite
            """)
    void whatNoMeasurementCanGiveIsRefused(double top1, double gmacs, String sentence) {
        assertThatThrownBy(() -> new OperatingPoint.Measured(top1, gmacs, 7)).hasMessage(sentence);
    }
}
