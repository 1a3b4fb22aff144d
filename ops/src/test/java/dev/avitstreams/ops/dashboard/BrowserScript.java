package dev.avitstreams.ops.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Scripts of {@code src/test/npm} that drive the Chromium of this machine. */
final class BrowserScript {
    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path FOLDER = Path.of("target", "npm");

    private BrowserScript() {}

    /** Skips the calling test, saying why, where a browser or what drives it is missing. */
    static void requireBrowser() {
        require("chromium", "apt-get install chromium");
        require("node", "Node.js 20 or later");
        require("npm", "Node.js 20 or later");
    }

    /**
     * Runs a script, passing it the browser's path and then the arguments.
     *
     * @return what it printed
     */
    static String run(String script, String... arguments) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        execute(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
        List<String> command = new ArrayList<>(
                List.of("node", script, onPath("chromium").orElseThrow().toString()));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        Path errors = FOLDER.toAbsolutePath().resolve(command.get(0) + ".log");
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(240, TimeUnit.SECONDS))
                    .as("%s ended", command)
                    .isTrue();
            assertThat(process.exitValue())
                    .as(String.join(" ", command) + "\n" + output + Files.readString(errors))
                    .isZero();
            return output;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void require(String program, String remedy) {
        if (onPath(program).isEmpty()) {
            abort(program + " is not on the PATH; install it (" + remedy + ") to run this test");
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
