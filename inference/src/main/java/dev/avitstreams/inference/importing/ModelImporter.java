package dev.avitstreams.inference.importing;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.Normalisation;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.model.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a model folder of a timm, DeiT or A-ViT checkpoint. */
public final class ModelImporter {
    private static final String LABELS = "labels.txt";

    private ModelImporter() {}

    /**
     * What the weights do not tell.
     *
     * @param heads H; by default width / 64
     * @param gate γ and β the model was, or will be, trained with
     * @param threshold τ of the one operating point
     * @param origin of the weights, and their licence
     */
    public record Description(
            String name, String version, OptionalInt heads, Gate gate, float threshold, Labels labels, String origin) {}

    /**
     * @param checkpoint {@code .safetensors}, or a PyTorch checkpoint
     * @param folder to write
     * @return the model, opened and verified
     * @throws dev.avitstreams.inference.model.ModelException if the checkpoint is damaged, refused, or no such network
     */
    public static ModelFolder importTo(Path folder, Path checkpoint, Description description) throws IOException {
        Map<String, ForeignTensor> weights = ForeignWeights.read(checkpoint);
        Architecture architecture = ArchitectureOfWeights.of(weights, description.heads());
        SafetensorsWriter writer = new SafetensorsWriter();
        weights.forEach((name, tensor) -> writer.add(name, tensor.type(), tensor.shape(), tensor.data()));
        OperatingPoint point = new OperatingPoint("default", description.threshold(), 0, Optional.empty());
        return ModelFolder.write(
                folder,
                file -> new ModelManifest(
                        ModelManifest.FORMAT_VERSION,
                        description.name(),
                        description.version(),
                        architecture,
                        description.gate(),
                        Normalisation.IMAGENET,
                        LABELS,
                        file,
                        List.of(point),
                        new ModelManifest.Training(description.origin(), "imported, not trained here"),
                        List.of()),
                description.labels(),
                writer);
    }
}
