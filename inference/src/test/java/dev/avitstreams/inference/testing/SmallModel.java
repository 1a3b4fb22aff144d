package dev.avitstreams.inference.testing;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/** A model folder of a few hundred weights: 8 px, patches of 4 px, width 8, 2 heads, 3 blocks, 3 classes. */
public final class SmallModel {
    public static final Architecture ARCHITECTURE = new Architecture(8, 4, 8, 2, 3, 32, 3);

    private SmallModel() {}

    public static ModelFolder open(Path folder) throws IOException {
        writeTo(folder);
        return ModelFolder.open(folder);
    }

    public static void writeTo(Path folder) throws IOException {
        writeTo(folder, (name, shape) -> shape);
    }

    /** @param misshape gives each tensor the shape to write */
    public static void writeTo(Path folder, BiFunction<String, List<Long>, List<Long>> misshape) throws IOException {
        writeTo(folder, weights(misshape));
    }

    public static void writeTo(Path folder, SafetensorsWriter weights) throws IOException {
        Path file = weights.write(folder.resolve("weights.safetensors"));
        Files.writeString(folder.resolve("labels.txt"), "a first\nb second\nc third\n");
        Files.writeString(folder.resolve(ModelFolder.MANIFEST), manifest(sha256(file)));
    }

    /** Seeded weights around 0, norms around 1. */
    public static SafetensorsWriter weights(BiFunction<String, List<Long>, List<Long>> misshape) {
        return weights(misshape, "", 0);
    }

    /** As above, one tensor being filled with the given value. */
    public static SafetensorsWriter weights(
            BiFunction<String, List<Long>, List<Long>> misshape, String filled, float value) {
        Random random = new Random(1);
        SafetensorsWriter writer = new SafetensorsWriter();
        shapes().forEach((name, asked) -> {
            List<Long> shape = misshape.apply(name, asked);
            float[] values =
                    new float[(int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)];
            for (int index = 0; index < values.length; index++) {
                values[index] = name.equals(filled)
                        ? value
                        : (float) random.nextGaussian() * .3f + (name.matches(".*norm.*weight") ? 1 : 0);
            }
            writer.add(name, shape, values);
        });
        return writer;
    }

    private static Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("cls_token", List.of(1L, 1L, 8L));
        shapes.put("pos_embed", List.of(1L, 5L, 8L));
        shapes.put("patch_embed.proj.weight", List.of(8L, 3L, 4L, 4L));
        shapes.put("patch_embed.proj.bias", List.of(8L));
        for (int block = 0; block < 3; block++) {
            String prefix = "blocks." + block + ".";
            vector(shapes, prefix + "norm1");
            matrix(shapes, prefix + "attn.qkv", 24, 8);
            matrix(shapes, prefix + "attn.proj", 8, 8);
            vector(shapes, prefix + "norm2");
            matrix(shapes, prefix + "mlp.fc1", 32, 8);
            matrix(shapes, prefix + "mlp.fc2", 8, 32);
        }
        vector(shapes, "norm");
        matrix(shapes, "head", 3, 8);
        return shapes;
    }

    private static void vector(Map<String, List<Long>> shapes, String name) {
        shapes.put(name + ".weight", List.of(8L));
        shapes.put(name + ".bias", List.of(8L));
    }

    private static void matrix(Map<String, List<Long>> shapes, String name, long rows, long columns) {
        shapes.put(name + ".weight", List.of(rows, columns));
        shapes.put(name + ".bias", List.of(rows));
    }

    private static String manifest(String sha256) {
        return """
                {
                  "formatVersion": 1,
                  "name": "small",
                  "version": "1",
                  "architecture": {
                    "imageSide": 8, "patchSide": 4, "width": 8, "heads": 2, "blocks": 3, "mlpHidden": 32, "classes": 3
                  },
                  "gate": {"scale": 5, "center": 2},
                  "normalisation": {"mean": [0.5, 0.5, 0.5], "standardDeviation": [0.25, 0.25, 0.25]},
                  "labels": "labels.txt",
                  "weights": {"file": "weights.safetensors", "sha256": "%s"},
                  "operatingPoints": [
                    {"name": "default", "threshold": 0.99, "gateShift": 0},
                    {"name": "fast", "threshold": 0.9, "gateShift": 1.5}
                  ],
                  "training": {"startedFrom": "a random generator", "recipe": "none"},
                  "measurements": []
                }
                """.formatted(sha256);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
