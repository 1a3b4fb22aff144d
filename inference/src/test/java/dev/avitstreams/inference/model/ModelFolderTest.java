package dev.avitstreams.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.testing.SafetensorsWriter;
import dev.avitstreams.inference.testing.SmallModel;
import dev.avitstreams.inference.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    @TempDir
    private Path folder;

    @Test
    void opensTheBundledModel() {
        ModelFolder model = ModelFolder.open(TestData.bundledModel());

        assertThat(model.manifest().architecture()).isEqualTo(new Architecture(224, 16, 192, 3, 12, 768, 1000));
        assertThat(model.weights().tensors()).hasSize(152);
        assertThat(model.identity().weightsSha256())
                .isEqualTo(model.manifest().weights().sha256());
        assertThat(model.labels().get(0)).isEqualTo(new Labels.Label("n01440764", "tench, Tinca tinca"));
        assertThat(model.defaultOperatingPoint().name()).isEqualTo("default");
        assertThat(model.operatingPoint("default").threshold()).isEqualTo(.99f);
    }

    @Test
    void namesTheOperatingPointsThereAre() {
        assertThatThrownBy(() -> ModelFolder.open(TestData.bundledModel()).operatingPoint("turbo"))
                .hasMessageContaining("no operating point 'turbo'")
                .hasMessageContaining("default");
    }

    @Test
    void aFingerprintTellsWhichPartIsAnother(@TempDir Path other) throws IOException {
        SmallModel.writeTo(folder);
        SmallModel.writeTo(other);
        Path manifest = other.resolve(ModelFolder.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace("0.99", "0.5"));
        Files.writeString(other.resolve("labels.txt"), "a one\nb two\nc three\n");
        ModelFingerprint ours = ModelFingerprint.of(ModelFolder.open(folder));

        assertThat(ours.differences(ModelFingerprint.of(ModelFolder.open(folder))))
                .isEmpty();
        assertThat(ours.differences(ModelFingerprint.of(ModelFolder.open(other))))
                .hasSize(2)
                .anyMatch(part -> part.startsWith("model.json (SHA-256 "))
                .anyMatch(part -> part.startsWith("the labels (SHA-256 "));
    }

    @Test
    void aPointMayShowTheModelSmallerImages() throws IOException {
        SmallModel.writeTo(folder);
        change("\"gateShift\": 1.5", "\"gateShift\": 1.5, \"imageSide\": 4");

        assertThat(ModelFolder.open(folder).operatingPoint("fast").imageSide()).hasValue(4);
        assertThat(ModelFolder.open(folder).operatingPoint("default").imageSide())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 8, 12})
    void butNoneThatItsPatchesDoNotFill(int side) throws IOException {
        SmallModel.writeTo(folder);
        change("\"gateShift\": 1.5", "\"gateShift\": 1.5, \"imageSide\": " + side);

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .hasMessageContaining("imageSide of operating point 'fast' is " + side
                        + ", must be a multiple of patchSide 4 and less than the model's imageSide 8");
    }

    @Test
    void onlyAPointOfSmallerImagesIsWrittenWithTheirSide() throws IOException {
        SmallModel.writeTo(folder);
        change("\"gateShift\": 1.5", "\"gateShift\": 1.5, \"imageSide\": 4");
        Path written = folder.resolve("written.json");

        ManifestFile.write(written, ModelFolder.open(folder).manifest());

        assertThat(written).content().containsOnlyOnce("imageSide\" : 4").contains("imageSide\" : 8");
        assertThat(Files.readString(written).split("imageSide", -1))
                .as("the model's, and one point's")
                .hasSize(3);
    }

    private void change(String part, String by) throws IOException {
        Path manifest = folder.resolve(ModelFolder.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replace(part, by));
    }

    @Test
    void saysWhereAModelIsMissing() {
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("There is no model at " + folder);
    }

    @Test
    void refusesWeightsOfAnotherDigest() throws IOException {
        SmallModel.writeTo(folder);
        Path weights = folder.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .hasMessageContaining("weights.safetensors has SHA-256")
                .hasMessageContaining("damaged");
    }

    @Test
    void namesATensorOfTheWrongShapeWithBothShapes() throws IOException {
        SmallModel.writeTo(folder, (name, shape) -> name.equals("blocks.1.mlp.fc1.weight") ? List.of(32L, 4L) : shape);

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .hasMessageContaining("'blocks.1.mlp.fc1.weight' has shape [32, 4]")
                .hasMessageContaining("asks for [32, 8]");
    }

    @Test
    void namesAMissingTensor() throws IOException {
        SafetensorsWriter none = new SafetensorsWriter().fill("cls_token", List.of(1L, 1L, 8L), 0);
        SmallModel.writeTo(folder, none);

        assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("lacks tensor 'pos_embed'");
    }

    @Test
    void refusesATensorTheArchitectureDoesNotHave() throws IOException {
        SafetensorsWriter writer = SmallModel.weights((name, shape) -> shape).fill("head_dist.weight", List.of(1L), 0);
        SmallModel.writeTo(folder, writer);

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .hasMessageContaining("'head_dist.weight'")
                .hasMessageContaining("another model");
    }

    @Test
    void countsLabelsAgainstClasses() throws IOException {
        SmallModel.writeTo(folder);
        Files.writeString(folder.resolve("labels.txt"), "a one\nb two\n");

        assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("names 2 classes, the model has 3");
    }

    @Test
    void refusesAFileOutsideTheFolder() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("labels.txt", "../labels.txt");

        assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("which is not in the folder");
    }

    @Test
    void refusesAFileNameThatCannotBe() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("labels.txt", "\\ud800");

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("names a file that cannot be");
    }

    @Test
    void refusesADescriptionThatIsNull() throws IOException {
        Files.writeString(folder.resolve(ModelFolder.MANIFEST), "null");

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("not a valid model description: it is null");
    }

    @Test
    void refusesWhatFollowsADescription() throws IOException {
        SmallModel.writeTo(folder);
        Path manifest = folder.resolve(ModelFolder.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest) + "{}");

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Trailing token");
    }

    @Test
    void takesTheCurrentFolderForAFolder() {
        Path here = Path.of(".");

        assertThat(ModelFolder.inside(here, "pom.xml")).isRegularFile();
        assertThatThrownBy(() -> ModelFolder.inside(here, "../pom.xml")).hasMessageContaining("not in the folder");
    }

    @Test
    void namesAnUnknownField() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("\"gate\": {", "\"gate\": {\"centre\": 1, ");

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .hasMessageContaining("not a valid model description: gate.centre is not a known field")
                .hasMessageContaining("center");
    }

    @Test
    void namesAMissingField() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("\"labels\": \"labels.txt\",", "");

        assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("labels is missing");
    }

    @Test
    void namesAMissingNumber() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("\"scale\": 5, ", "");

        assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("a number is missing in gate");
    }

    @Test
    void namesAValueOutOfRange() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("\"patchSide\": 4", "\"patchSide\": 5");

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .hasMessageContaining("patchSide is 5, must divide imageSide 8 without remainder");
    }

    @Test
    void refusesAPointOfTheNameThatStandsForChoosingAmongThem() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("\"name\": \"default\"", "\"name\": \"elastic\"");

        assertThatThrownBy(() -> ModelFolder.open(folder))
                .hasMessageContaining("operatingPoints has one named 'elastic'")
                .hasMessageContaining("another name");
    }

    @Test
    void refusesAFormatOfTheFuture() throws IOException {
        SmallModel.writeTo(folder);
        replaceInManifest("\"formatVersion\": 1", "\"formatVersion\": 2");

        assertThatThrownBy(() -> ModelFolder.open(folder)).hasMessageContaining("formatVersion is 2");
    }

    private void replaceInManifest(String text, String by) throws IOException {
        SmallModel.writeTo(folder);
        Path manifest = folder.resolve(ModelFolder.MANIFEST);
        String before = Files.readString(manifest);
        assertThat(before).contains(text);
        Files.writeString(manifest, before.replace(text, by));
    }
}
