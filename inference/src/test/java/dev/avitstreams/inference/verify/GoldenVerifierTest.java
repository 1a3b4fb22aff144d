package dev.avitstreams.inference.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.testing.TestData;
import org.junit.jupiter.api.Test;

class GoldenVerifierTest {

    @Test
    void agreesWithTheReferenceOnEveryTokenAndLogit() throws Exception {
        // Given
        GoldenSet set = GoldenSet.open(TestData.goldenMini());

        // When
        VerifyReport report = GoldenVerifier.verify(set, 2);

        // Then
        assertThat(report.images()).isEqualTo(8);
        assertThat(report.tokens()).isEqualTo(8 * 17);
        assertThat(report.maxLogitDifference()).isLessThan(1e-4);
        assertThat(report.depthMismatches()).isZero();
        assertThat(report.batchInvariant()).isTrue();
        assertThat(report.packedMaxLogitDifference()).isLessThan(1e-4);
        assertThat(report.packedDepthMismatches()).isZero();
        assertThat(report.passed()).isTrue();
    }
}
