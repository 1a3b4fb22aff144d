package dev.avitstreams.inference.model;

import dev.avitstreams.inference.model.ModelManifest.WeightsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A model as it lies on disk, verified: {@code model.json}, the weights it names (memory-mapped, digest and shapes
 * checked) and its labels. Immutable and safe to share; holds no native memory beyond the mapping.
 */
public record ModelFolder(Path path, ModelManifest manifest, Labels labels, Safetensors weights) {

    public static final String MANIFEST = "model.json";

    private static final String WEIGHTS = "weights.safetensors";

    /** @throws ModelException saying what is missing, damaged or does not fit together */
    public static ModelFolder open(Path path) {
        ModelManifest manifest = ManifestFile.read(path.resolve(MANIFEST));
        Labels labels = Labels.read(inside(path, manifest.labels()));
        int classes = manifest.architecture().classes();
        if (labels.size() != classes) {
            throw new ModelException(path.resolve(manifest.labels()) + " names " + labels.size()
                    + " classes, the model has " + classes + ".");
        }
        Path weightsFile = inside(path, manifest.weights().file());
        Safetensors weights = Safetensors.open(weightsFile);
        String digest = sha256(weightsFile);
        if (!digest.equals(manifest.weights().sha256())) {
            throw new ModelException(weightsFile + " has SHA-256 " + digest + ", " + MANIFEST + " says "
                    + manifest.weights().sha256()
                    + ". The file is damaged or belongs to another model: fetch it again.");
        }
        weights.requireWeightsOf(manifest.architecture());
        return new ModelFolder(path, manifest, labels, weights);
    }

    /**
     * Writes a model, creating its folder. A model that lies there already is replaced, its description last, so that one
     * caught half-way does not verify.
     *
     * @param manifest describes the model, given its weights' file and digest
     */
    public static ModelFolder write(
            Path path, Function<WeightsFile, ModelManifest> manifest, Labels labels, SafetensorsWriter weights) {
        Path weightsFile = path.resolve(WEIGHTS);
        try {
            Files.createDirectories(path);
            weights.write(weightsFile);
            ModelManifest described = manifest.apply(new WeightsFile(WEIGHTS, sha256(weightsFile)));
            labels.write(path.resolve(described.labels()));
            ManifestFile.write(path.resolve(MANIFEST), described);
        } catch (IOException e) {
            throw new ModelException(
                    "Cannot write the model " + path + " (" + e + "): is the disk full, or the folder not writable?",
                    e);
        }
        return open(path);
    }

    /** A file named by the manifest; it may not lead out of the folder. */
    static Path inside(Path folder, String name) {
        // Absolute, for the current folder normalises to an empty path, in which nothing lies.
        Path root = folder.toAbsolutePath().normalize();
        try {
            Path file = root.resolve(name).normalize();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new ModelException(
                    folder.resolve(MANIFEST) + " names a file that cannot be: " + e.getReason() + ".", e);
        }
        throw new ModelException(folder.resolve(MANIFEST) + " names the file '" + name
                + "', which is not in the folder. Copy the model with all its files, or put that one there.");
    }

    static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new ModelException("Cannot read " + file + " (" + e.getMessage() + ").", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    public ModelIdentity identity() {
        return new ModelIdentity(
                manifest.name(), manifest.version(), manifest.weights().sha256());
    }

    /** The operating point to run unless told otherwise. */
    public OperatingPoint defaultOperatingPoint() {
        return manifest.operatingPoints().get(0);
    }

    /** @throws ModelException listing the names there are */
    public OperatingPoint operatingPoint(String name) {
        return manifest.operatingPoints().stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("Model " + manifest.name() + " has no operating point '" + name
                        + "'; it has " + names(manifest.operatingPoints()) + "."));
    }

    private static String names(List<OperatingPoint> points) {
        return String.join(", ", points.stream().map(OperatingPoint::name).toList());
    }
}
