package dev.avitstreams.inference.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads {@code model.json}, strictly: no unknown field, none missing, every value in its range. */
final class ManifestFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ManifestFile() {}

    static ModelManifest read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException("There is no model at "
                    + file.toAbsolutePath().getParent() + ": "
                    + file.getFileName() + " is missing. Point the model setting at a folder with that file and the"
                    + " weights it names.");
        }
        try {
            ModelManifest manifest = JSON.readValue(file.toFile(), ModelManifest.class);
            if (manifest == null) {
                throw new ModelException(file + " is not a valid model description: it is null.");
            }
            return manifest;
        } catch (JsonProcessingException e) {
            throw new ModelException(file + " is not a valid model description: " + reason(e) + ".", e);
        } catch (IOException e) {
            throw new ModelException("Cannot read " + file + " (" + e.getMessage() + ").", e);
        }
    }

    static void write(Path file, ModelManifest manifest) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), manifest);
    }

    private static String reason(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return path(unknown) + " is not a known field; known here are " + unknown.getKnownPropertyIds();
        }
        String message = e.getOriginalMessage();
        if (e instanceof JsonMappingException at && message.startsWith("Null value for creator property")) {
            return path(at) + " is missing";
        }
        if (e instanceof JsonMappingException at && message.startsWith("Cannot map `null`")) {
            return "a number is missing in " + path(at);
        }
        if (e.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
            return refused.getMessage();
        }
        return message;
    }

    /** As {@code operatingPoints[0].name}. */
    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
