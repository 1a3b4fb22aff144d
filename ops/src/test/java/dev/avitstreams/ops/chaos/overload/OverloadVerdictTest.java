package dev.avitstreams.ops.chaos.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadVerdictTest {
    @ParameterizedTest
    @CsvSource({"300, 0", "270, 0", "269.9, 1", "100, 1", "NaN, 1"})
    void lessThanNineTenthsOfTheLoadAskedForIsAShortfall(double framesPerSecond, int shortfalls) {
        SentLoad sent = new SentLoad(100, 3, framesPerSecond, 10_000);

        assertThat(sent.framesPerSecondAsked()).isEqualTo(300);
        assertThat(sent.shortfalls()).hasSize(shortfalls);
    }

    @Test
    void aShortfallSaysWhatWasSentAndWhatWasAsked() {
        List<String> shortfalls = new SentLoad(100, 3, 140, 10_000).shortfalls();

        assertThat(shortfalls)
                .singleElement()
                .asString()
                .startsWith("Only 140.0 frames/s were sent, 1.40 times the capacity, and 300.0 were asked, 3.00 times");
    }

    @ParameterizedTest
    @CsvSource({"500, 0", "499, 1", "0, 1"})
    void lessThanFiveSecondsOfWorkLeftOverIsNoOverload(long leftOver, int shortfalls) {
        assertThat(new SentLoad(100, 3, 300, leftOver).shortfalls()).hasSize(shortfalls);
    }

    @Test
    void memoryAndLatencyMayReachTheirBoundsAndNotExceedThem() {
        assertThat(OverloadReport.bounded(1400, 1400, 8000, Optional.of(8000L))).isTrue();
        assertThat(OverloadReport.bounded(1400.1, 1400, 8000, Optional.of(8000L)))
                .isFalse();
        assertThat(OverloadReport.bounded(1400, 1400, 8001, Optional.of(8000L))).isFalse();
        assertThat(OverloadReport.bounded(1400, 1400, 8001, Optional.empty())).isTrue();
    }

    @Test
    void memoryThatWasNeverMeasuredIsNotWithinItsBound() {
        assertThat(OverloadReport.bounded(Double.NaN, 1400, 0, Optional.empty()))
                .isFalse();
    }
}
