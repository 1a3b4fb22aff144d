package dev.avitstreams.topology.service;

import dev.avitstreams.topology.config.AvitConfig;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** The bundled model, and copies of it that may be announced. */
final class ModelCopies {
    /** Surefire runs in the module's folder. */
    private static final Path BUNDLED = Path.of("..", "model");

    private final Path root;

    /** @param root that announcements may name folders under */
    ModelCopies(Path root) {
        this.root = root;
    }

    /** Serves the bundled model. */
    AvitConfig config() {
        return config("1ms");
    }

    /** Likewise. */
    AvitConfig config(String maxDelay) {
        return AvitConfig.parse(
                "kafka: {bootstrap.servers: \"localhost:9092\"}\nregistry: {urls: [mock://seats]}",
                Map.of(
                        "AVIT_BATCH_MAX_DELAY",
                        maxDelay,
                        "AVIT_MODEL_FOLDER",
                        BUNDLED.toString(),
                        "AVIT_MODELS_ROOTS",
                        root.toString(),
                        "AVIT_OPERATOR_WORKERS",
                        "1"));
    }

    /** The same weights by another version. */
    Path version(String version) throws IOException {
        Path folder = Files.createDirectory(root.resolve(version));
        for (String file : List.of("labels.txt", "weights.safetensors")) {
            Files.copy(BUNDLED.resolve(file), folder.resolve(file));
        }
        String manifest = Files.readString(BUNDLED.resolve("model.json"));
        Files.writeString(
                folder.resolve("model.json"),
                manifest.replaceFirst("\"version\": \"[^\"]*\"", "\"version\": \"" + version + "\""));
        return folder;
    }

    static byte[] png() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(10, 10, 40, 40);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
