package dev.avitstreams.ops.command;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the model lies that comes with the program. */
final class ModelHome {
    private static final Path NAME = Path.of("model");

    private ModelHome() {}

    /** {@code ./model} where there is one, else the one beside the launcher. */
    static Path bundled() {
        String home = System.getProperty("avit.home");
        return Files.isDirectory(NAME) || home == null ? NAME : Path.of(home).resolve(NAME);
    }

    /** True for the configuration's default, which means the bundled model wherever the program was started. */
    static boolean isDefault(Path configured) {
        return configured.equals(NAME);
    }
}
