package dev.avitstreams.inference.training;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code training.json} in the folder of a training. */
final class PlanFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private PlanFile() {}

    static void write(Path file, TrainingPlan plan) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), plan);
    }

    static TrainingPlan read(Path file) {
        if (!Files.exists(file)) {
            throw new TrainingException("There is no training in "
                    + file.toAbsolutePath().getParent() + ": " + file.getFileName() + " is missing.");
        }
        try {
            return JSON.readValue(file.toFile(), TrainingPlan.class);
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be read as a training: " + e.getMessage(), e);
        }
    }
}
