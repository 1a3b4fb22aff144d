package dev.avitstreams.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.testing.SafetensorsWriter;
import dev.avitstreams.inference.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final byte[] SIXTEEN_BYTES = new byte[16];

    @TempDir
    private Path folder;

    @Test
    void readsFloatsWithoutCopyingThem() {
        // Given
        Path file = new SafetensorsWriter()
                .add("a", List.of(2L, 2L), 1, 2, 3, 4)
                .add("b", List.of(), 5)
                .write(folder.resolve("sound.safetensors"));

        // When
        Safetensors tensors = Safetensors.open(file);

        // Then
        assertThat(tensors.tensors().keySet()).containsExactly("a", "b");
        assertThat(tensors.floatArray("a")).containsExactly(1, 2, 3, 4);
        assertThat(tensors.floatArray("b")).containsExactly(5);
        try (Tensor one = tensors.view("a");
                Tensor other = tensors.view("a")) {
            assertThat(one.data_ptr().address()).isEqualTo(other.data_ptr().address());
            assertThat(one.shape()).containsExactly(2, 2);
        }
    }

    @Test
    void readsOtherElementTypesThatReferenceVectorsUse() {
        // Given
        Safetensors vectors = Safetensors.open(Path.of(TestData.goldenMini() + "_io.safetensors"));

        // When
        long[] depths = vectors.longArray("counter_token"); // I32
        long[] active = vectors.longArray("active_mask"); // U8
        long[] labels = vectors.longArray("labels"); // I64

        // Then
        assertThat(depths).hasSize(8 * 17).containsOnly(1, 2, 3, 4, 5, 6);
        assertThat(active).hasSize(6 * 8 * 17).containsOnly(0, 1);
        assertThat(labels).hasSize(8);
        assertThat(vectors.metadata()).containsKey("reference");
    }

    @ParameterizedTest
    @CsvSource({"F64,8", "F32,4", "F16,2", "BF16,2", "I64,8", "I32,4", "I16,2", "I8,1", "U8,1", "BOOL,1"})
    void readsNumbersOfEveryType(String type, int bytes) {
        // Given zeros, on a boundary that fits none of the types but bytes
        String entry = "{\"a\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,%d]}}".formatted(type, 3 * bytes);
        String header = entry + " ".repeat(entry.length() % 2 == 0 ? 1 : 0);
        Path file = SafetensorsWriter.write(folder.resolve("typed.safetensors"), header, new byte[3 * bytes]);

        // When
        Safetensors tensors = Safetensors.open(file);

        // Then
        assertThat(tensors.floatArray("a")).containsExactly(0, 0, 0);
        assertThat(tensors.longArray("a")).containsExactly(0, 0, 0);
    }

    @Test
    void convertsHalfPrecisionWeights() {
        // Given
        Safetensors weights = Safetensors.open(TestData.bundledModel().resolve("weights.safetensors"));

        // When
        float[] bias = weights.floatArray("norm.bias");

        // Then
        assertThat(weights.info("norm.bias").type()).isEqualTo(ElementType.F16);
        assertThat(bias).hasSize(192);
        for (float value : bias) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> Safetensors.open(folder.resolve("none.safetensors")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("none.safetensors")
                .hasMessageContaining("check that the file exists");
    }

    @Test
    void namesTheTensorThatIsMissing() {
        Path file = new SafetensorsWriter().fill("a", List.of(1L), 0).write(folder.resolve("one.safetensors"));
        assertThatThrownBy(() -> Safetensors.open(file).view("b")).hasMessageContaining("no tensor 'b'");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 3, 100_000_001, Long.MAX_VALUE})
    void refusesAHeaderLengthThatCannotBe(long claimed) {
        Path file = SafetensorsWriter.writeClaiming(
                folder.resolve("claim.safetensors"), claimed, "{}".getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("claims " + Long.toUnsignedString(claimed) + " bytes");
    }

    /** As a tree such a header takes some forty times its size. */
    @Test
    void refusesAHeaderOfMoreThanFourMebibytesEvenIfItIsThere() {
        byte[] header = "{".concat(" ".repeat(4 << 20)).concat("}").getBytes(StandardCharsets.UTF_8);
        Path file =
                SafetensorsWriter.writeClaiming(folder.resolve("long.safetensors"), header.length, header, new byte[0]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("claims 4194306 bytes, possible are 2 to 4194304");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [1]                                                                  | not a JSON object
                    {"a":                                                                | not valid JSON
                    {"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"a":{}}       | not valid JSON
                    {"a":{"dtype":"F8","shape":[16],"data_offsets":[0,16]}}              | dtype is F8
                    {"a":{"shape":[4],"data_offsets":[0,16]}}                            | dtype is missing
                    {"a":{"dtype":"F32","data_offsets":[0,16]}}                          | shape is missing
                    {"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}             | shape holds -4
                    {"a":{"dtype":"F32","shape":[4.5],"data_offsets":[0,16]}}            | shape holds 4.5
                    {"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}              | begin ≤ end
                    {"a":{"dtype":"F32","shape":[4],"data_offsets":[0]}}                 | begin ≤ end
                    {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}              | takes 12 bytes, but 16
                    {"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,16]}} | larger than any file
                    {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}              | the tensors take 12 bytes
                    {"a":{"dtype":"F32","shape":[8],"data_offsets":[0,32]}}              | truncated or damaged
                    {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}} | neither overlap nor leave a gap
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}              | neither overlap nor leave a gap
                    {"a":{"dtype":"F32","shape":[[4]],"data_offsets":[0,16]}}            | not valid JSON
                    """)
    void refusesAHeaderThatDoesNotFitTheData(String header, String reason) {
        Path file = SafetensorsWriter.write(folder.resolve("bad.safetensors"), header, SIXTEEN_BYTES);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("bad.safetensors")
                .hasMessageContaining(reason);
    }
}
