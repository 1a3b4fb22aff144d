package dev.avitstreams.inference.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where tests find their data, whatever directory they are started in. */
public final class TestData {
    private TestData() {}

    /** Prefix of the reference vectors of a small A-ViT with random weights: 8 images, 17 tokens, 6 layers. */
    public static Path goldenMini() {
        return repository().resolve("inference/src/test/resources/golden/avit_mini");
    }

    /** The bundled model folder. */
    public static Path bundledModel() {
        return repository().resolve("model");
    }

    /** Data that lies beside a checkout and is not part of it; absent on most machines. */
    public static Optional<Path> shared(String path) {
        return Optional.ofNullable(repository().getParent())
                .map(parent -> parent.resolve("shared").resolve(path))
                .filter(Files::exists);
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("model/model.json"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "run the tests inside the repository, not in " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
