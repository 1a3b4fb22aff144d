package dev.avitstreams.inference.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reference vectors: weights, inputs, and what the reference made of them.
 *
 * @param threshold τ
 * @param weights the model, under timm's names
 * @param vectors at least {@code input} [B, 3, S, S], {@code logits} [B, C], {@code counter_token} [B, N] (depths)
 */
public record GoldenSet(
        String name, Architecture architecture, Gate gate, float threshold, Safetensors weights, Safetensors vectors) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final double DEFAULT_THRESHOLD = .99;

    /**
     * Opens {@code PREFIX_weights.safetensors}, {@code PREFIX_io.safetensors} and {@code PREFIX.json}.
     *
     * @throws ModelException if one of them is missing or they do not fit together
     */
    public static GoldenSet open(Path prefix) {
        Path description = prefix.resolveSibling(prefix.getFileName() + ".json");
        JsonNode root = read(description);
        JsonNode config = root.path("config");
        GoldenSet set = new GoldenSet(
                root.path("name").asText(String.valueOf(prefix.getFileName())),
                architecture(description, config),
                new Gate(number(description, config, "gate_scale"), number(description, config, "gate_center")),
                (float) config.path("threshold").asDouble(root.path("threshold").asDouble(DEFAULT_THRESHOLD)),
                Safetensors.open(prefix.resolveSibling(prefix.getFileName() + "_weights.safetensors")),
                Safetensors.open(prefix.resolveSibling(prefix.getFileName() + "_io.safetensors")));
        set.weights.requireWeightsOf(set.architecture);
        set.requireVectors();
        return set;
    }

    private void requireVectors() {
        long side = architecture.imageSide();
        List<Long> input = vectors.info("input").shape();
        if (input.size() != 4 || input.get(0) < 1 || !input.subList(1, 4).equals(List.of(3L, side, side))) {
            throw new ModelException(vectors.file() + ": tensor 'input' has shape " + input
                    + ", expected are one or more images of [3, " + side + ", " + side + "].");
        }
        requireElements("logits", input.get(0), architecture.classes());
        requireElements("counter_token", input.get(0), architecture.tokens());
    }

    private void requireElements(String name, long images, long perImage) {
        List<Long> shape = vectors.info(name).shape();
        if (shape.stream().reduce(1L, (a, b) -> a * b) != images * perImage) {
            throw new ModelException(vectors.file() + ": tensor '" + name + "' has shape " + shape + ", expected is ["
                    + images + ", " + perImage + "]: it belongs to another set.");
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new ModelException(
                    "Cannot read the golden set's description " + file + " (" + e.getMessage()
                            + "): the prefix must be the path without '.json'.",
                    e);
        }
    }

    private static Architecture architecture(Path file, JsonNode config) {
        int width = (int) number(file, config, "embed_dim");
        try {
            return new Architecture(
                    (int) number(file, config, "img_size"),
                    (int) number(file, config, "patch_size"),
                    width,
                    (int) number(file, config, "num_heads"),
                    (int) number(file, config, "depth"),
                    (int) Math.round(width * config.path("mlp_ratio").asDouble(4)),
                    (int) number(file, config, "num_classes"));
        } catch (IllegalArgumentException e) {
            throw new ModelException(file + ": " + e.getMessage() + ".", e);
        }
    }

    private static float number(Path file, JsonNode config, String field) {
        if (!config.path(field).isNumber()) {
            throw new ModelException(file + ": config." + field + " is missing or not a number.");
        }
        return config.path(field).floatValue();
    }
}
