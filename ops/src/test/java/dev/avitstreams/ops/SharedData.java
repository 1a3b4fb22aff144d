package dev.avitstreams.ops;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Data that lies in {@code shared/} beside the repository and not in it; a test that needs it skips where it is absent. */
public final class SharedData {
    private SharedData() {}

    public static Path require(String relative) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve(relative);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        assumeTrue(false, "skipped: no shared/" + relative + " beside the repository");
        throw new IllegalStateException("unreachable");
    }
}
