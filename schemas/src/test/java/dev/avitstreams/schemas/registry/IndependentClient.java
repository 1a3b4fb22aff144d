package dev.avitstreams.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The npm package {@code @kafkajs/confluent-schema-registry}, which shares no code with Confluent's client. */
final class IndependentClient {
    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path FOLDER = Path.of("target", "npm");

    private IndependentClient() {}

    /** Decodes records in wire format; the calling test is skipped where there is no node or npm. */
    static JsonNode decode(RegistryConfig registry, byte[]... records) throws IOException, InterruptedException {
        requireOnPath("node");
        requireOnPath("npm");
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        List<String> command =
                new ArrayList<>(List.of("node", "decode.js", registry.urls().get(0)));
        for (byte[] record : records) {
            command.add(Base64.getEncoder().encodeToString(record));
        }
        return new ObjectMapper().readTree(run(command.toArray(String[]::new)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path errors = FOLDER.resolve(command[0] + ".log");
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("%s ended", command[0])
                .isTrue();
        assertThat(process.exitValue())
                .as(() -> String.join(" ", command) + "\n" + output + read(errors))
                .isZero();
        return output;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void requireOnPath(String program) {
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            abort(program + " is not on the PATH; install Node.js 20 or later to run this test");
        }
    }
}
