package dev.avitstreams.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        try (PointerScope scope = new PointerScope()) {
            // Given
            Path file = folder.resolve("written.safetensors");
            Tensor matrix = Tensor.create(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Tensor halves = Tensor.create(new float[] {.5f, -.25f, 1}, 3).to(ScalarType.Half);

            // When
            new SafetensorsWriter()
                    .metadata("note", "of a test")
                    .add("halves", halves)
                    .add("matrix", matrix)
                    .write(file);

            // Then
            Safetensors read = Safetensors.open(file);
            assertThat(read.metadata()).containsEntry("note", "of a test");
            assertThat(read.tensors().keySet()).containsExactly("halves", "matrix");
            assertThat(read.info("halves").type()).isEqualTo(ElementType.F16);
            assertThat(read.floatArray("halves")).containsExactly(.5f, -.25f, 1);
            assertThat(read.info("matrix").shape()).containsExactly(2L, 3L);
            assertThat(read.floatArray("matrix")).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(folder).isDirectoryNotContaining("glob:**.part");
        }
    }

    @Test
    void bytesThatDoNotFitTheShapeAreRefused() {
        SafetensorsWriter writer = new SafetensorsWriter();

        assertThatThrownBy(() -> writer.add("a", ElementType.F32, List.of(3L), ByteBuffer.allocate(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes 12 bytes, 8 were given");
    }
}
