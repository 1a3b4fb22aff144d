package dev.avitstreams.inference.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avitstreams.inference.importing.ModelImporter.Description;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.testing.SafetensorsWriter;
import dev.avitstreams.inference.testing.SmallModel;
import dev.avitstreams.inference.testing.TestData;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelImporterTest {
    @TempDir
    private Path folder;

    private static Description description(int classes, OptionalInt heads) {
        Labels labels = new Labels(IntStream.range(0, classes)
                .mapToObj(index -> new Labels.Label("c" + index, "class " + index))
                .toList());
        return new Description("imported", "1", heads, new Gate(5, 10), .99f, labels, "a test");
    }

    @Test
    void torchCheckpointBecomesAModelFolder() throws IOException, URISyntaxException {
        // Given
        Path checkpoint =
                Path.of(getClass().getResource("/checkpoints/tiny.pth").toURI());

        // When
        ModelFolder model = ModelImporter.importTo(folder, checkpoint, description(3, OptionalInt.of(2)));

        // Then
        assertThat(model.manifest().architecture()).isEqualTo(SmallModel.ARCHITECTURE);
        assertThat(model.manifest().gate()).isEqualTo(new Gate(5, 10));
        float[] first = model.weights().floatArray("blocks.0.attn.proj.weight");
        assertThat(first[9])
                .as("row 1, column 1 of the tensor that lay transposed")
                .isEqualTo(-.41f);
        assertThat(model.labels().get(2).name()).isEqualTo("class 2");
    }

    @Test
    void safetensorsKeepTheirNumbers() throws IOException {
        Path checkpoint = SmallModel.weights((name, shape) -> shape).write(folder.resolve("small.safetensors"));

        ModelFolder model =
                ModelImporter.importTo(folder.resolve("model"), checkpoint, description(3, OptionalInt.of(2)));

        Safetensors original = Safetensors.open(checkpoint);
        for (String name : original.tensors().keySet()) {
            assertThat(model.weights().floatArray(name)).as(name).isEqualTo(original.floatArray(name));
        }
    }

    @Test
    void anotherNetworkIsRefusedByWhatItLacks() {
        Path checkpoint =
                new SafetensorsWriter().add("conv1.weight", List.of(1L), 1).write(folder.resolve("resnet.safetensors"));

        assertThatThrownBy(() -> ModelImporter.importTo(folder, checkpoint, description(3, OptionalInt.empty())))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("patch_embed.proj.weight");
    }

    @Test
    void realDeitTinyIsRecognised() throws IOException {
        Optional<Path> checkpoint = TestData.shared("models/deit_tiny_patch16_224.safetensors");
        assumeTrue(checkpoint.isPresent(), "skipped: no shared/models beside the repository");

        ModelFolder model =
                ModelImporter.importTo(folder, checkpoint.orElseThrow(), description(1000, OptionalInt.empty()));

        assertThat(model.manifest().architecture()).isEqualTo(new Architecture(224, 16, 192, 3, 12, 768, 1000));
    }
}
