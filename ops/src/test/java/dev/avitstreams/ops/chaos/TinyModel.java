package dev.avitstreams.ops.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model folder of the golden set's random weights: 32 px, 6 blocks, under a millisecond an image. */
public final class TinyModel {
    private static final Path WEIGHTS = Path.of("inference/src/test/resources/golden/avit_mini_weights.safetensors");
    private static final int CLASSES = 10;

    private static final String DEFAULT_POINT = "{\"name\": \"default\", \"threshold\": 0.99, \"gateShift\": 0.0}";

    private TinyModel() {}

    /** With one operating point, default. */
    public static Path writeTo(Path folder) throws IOException {
        return writeTo(folder, "1", 10, DEFAULT_POINT);
    }

    /** With three operating points to choose among by load: default, fast, fastest. What they are right on is invented. */
    public static Path writeElasticTo(Path folder) throws IOException {
        return writeTo(folder, "1", 10, """
                {"name": "default", "threshold": 0.99, "gateShift": 0.0,
                 "measured": {"top1": 0.30, "gmacs": 0.003, "meanDepth": 5.0}},
                {"name": "fast", "threshold": 0.99, "gateShift": 2.0,
                 "measured": {"top1": 0.25, "gmacs": 0.002, "meanDepth": 4.0}},
                {"name": "fastest", "threshold": 0.99, "gateShift": 5.0,
                 "measured": {"top1": 0.20, "gmacs": 0.001, "meanDepth": 2.0}}""");
    }

    /**
     * Another model of that kind: with a version of its own go weights that differ in the last bit of the last one.
     *
     * @param center of the gate: the lower, the earlier tokens halt
     */
    public static Path writeTo(Path folder, String version, double center) throws IOException {
        return writeTo(folder, version, center, DEFAULT_POINT);
    }

    private static Path writeTo(Path folder, String version, double center, String points) throws IOException {
        Path weights = Files.createDirectories(folder).resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(repositoryFile());
        if (!version.equals("1")) {
            bytes[bytes.length - Float.BYTES] ^= 1;
        }
        Files.write(weights, bytes);
        List<String> labels = IntStream.range(0, CLASSES)
                .mapToObj(i -> "c" + i + " class " + i)
                .toList();
        Files.writeString(folder.resolve("labels.txt"), labels.stream().collect(Collectors.joining("\n", "", "\n")));
        Files.writeString(
                folder.resolve("model.json"), """
                {
                  "formatVersion": 1, "name": "avit-mini", "version": "%s",
                  "architecture": {"imageSide": 32, "patchSide": 8, "width": 32, "heads": 2, "blocks": 6,
                                   "mlpHidden": 128, "classes": %d},
                  "gate": {"scale": 5.0, "center": %s},
                  "normalisation": {"mean": [0.485, 0.456, 0.406], "standardDeviation": [0.229, 0.224, 0.225]},
                  "labels": "labels.txt",
                  "weights": {"file": "weights.safetensors", "sha256": "%s"},
                  "operatingPoints": [%s],
                  "training": {"startedFrom": "random weights", "recipe": "none"},
                  "measurements": []
                }
                """.formatted(version, CLASSES, center, sha256(weights), points));
        return folder;
    }

    private static Path repositoryFile() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(WEIGHTS);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "No " + WEIGHTS + " above " + Path.of("").toAbsolutePath());
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
