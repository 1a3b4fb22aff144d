package dev.avitstreams.inference.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.testing.SafetensorsWriter;
import dev.avitstreams.inference.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void vectorsThatCompareNothingAreRefused(@TempDir Path folder) throws IOException {
        for (String suffix : List.of(".json", "_weights.safetensors")) {
            Files.copy(Path.of(TestData.goldenMini() + suffix), folder.resolve("set" + suffix));
        }
        Path vectors = folder.resolve("set_io.safetensors");

        new SafetensorsWriter().add("input", List.of(0L, 3L, 32L, 32L)).write(vectors);
        assertThatThrownBy(() -> GoldenSet.open(folder.resolve("set")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'input' has shape [0, 3, 32, 32]");

        new SafetensorsWriter()
                .fill("input", List.of(2L, 3L, 32L, 32L), 0)
                .fill("logits", List.of(1L, 10L), 0)
                .write(vectors);
        assertThatThrownBy(() -> GoldenSet.open(folder.resolve("set")))
                .hasMessageContaining("'logits' has shape [1, 10], expected is [2, 10]");
    }
}
