package dev.avitstreams.topology.config;

import dev.avitstreams.inference.model.ModelManifest;
import java.nio.file.Path;

/** {@code model}: the network that answers. */
public record ModelSection(
        @Setting(value = "The model's folder, with model.json and weights.safetensors.", byDefault = "model")
        Path folder,

        @Setting(
                value = "Which of the model's operating points to run at: a trade of accuracy against compute. elastic"
                        + " chooses among them by load, as the section of that name says.",
                byDefault = "default")
        String operatingPoint) {

    public ModelSection {
        Check.notBlank("model.folder", folder.toString());
        Check.notBlank("model.operating-point", operatingPoint);
    }

    /** Whether the operating point is chosen by load. */
    public boolean isElastic() {
        return operatingPoint.equals(ModelManifest.ELASTIC);
    }
}
