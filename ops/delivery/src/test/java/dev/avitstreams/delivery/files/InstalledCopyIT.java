package dev.avitstreams.delivery.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in the layout of a release: jar and libraries beside it, no sources. */
class InstalledCopyIT {
    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    @TempDir
    Path home;

    @BeforeEach
    void install() throws IOException {
        Files.copy(REPOSITORY.resolve("avit"), home.resolve("avit"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(REPOSITORY.resolve("ops/target/avit.jar"), home.resolve("avit.jar"));
        Files.createSymbolicLink(home.resolve("lib"), REPOSITORY.resolve("ops/target/lib"));
        Files.createSymbolicLink(home.resolve("model"), REPOSITORY.resolve("model"));
    }

    @Test
    void runsFromAnywhereWithTheModelBesideIt() throws Exception {
        Said said = avit(Map.of(), "model", "info");

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("avit-deit-tiny").doesNotContain("building");
        assertThat(home.resolve("target")).as("a build's folder").doesNotExist();
    }

    @Test
    void unpacksNativeLibrariesToTheFolderThatIsNamed() throws Exception {
        Path cache = home.resolve("cache");

        Said said = avit(Map.of("AVIT_CACHE_DIR", cache.toString()), "doctor");

        assertThat(said.status()).as(said.text()).isZero();
        try (Stream<Path> unpacked = Files.walk(cache.resolve("javacpp"))) {
            assertThat(unpacked).anyMatch(file -> file.endsWith("libtorch_cpu.so"));
        }
    }

    @Test
    void saysWhichFolderItCannotWriteTo() throws Exception {
        Said said = avit(Map.of("AVIT_CACHE_DIR", "/proc/nowhere"), "--version");

        assertThat(said.status()).isEqualTo(4);
        assertThat(said.text()).contains("AVIT_CACHE_DIR is /proc/nowhere").contains("cannot write");
    }

    @Test
    void saysSoWhereProgramsMayNotRun() throws Exception {
        Path folder = noexecFolder();
        try {
            Said said = avit(Map.of("AVIT_CACHE_DIR", folder.toString()), "--version");

            assertThat(said.status()).isEqualTo(4);
            assertThat(said.text()).contains("noexec");
        } finally {
            run(List.of("umount", folder.toString()), Map.of());
        }
    }

    @Test
    void aCopyWithoutItsJarSaysThatItIsNotWhole() throws Exception {
        Files.delete(home.resolve("avit.jar"));

        Said said = avit(Map.of(), "--version");

        assertThat(said.status()).isEqualTo(4);
        assertThat(said.text()).contains("avit.jar is missing").contains("Unpack it again");
    }

    private record Said(int status, String text) {}

    private Path noexecFolder() throws Exception {
        Path folder = Files.createDirectory(home.resolve("noexec"));
        Said mounted = run(List.of("mount", "-t", "tmpfs", "-o", "noexec", "none", folder.toString()), Map.of());
        assumeTrue(mounted.status() == 0, "only root can mount a file system without exec: " + mounted.text());
        return folder;
    }

    private Said avit(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("avit").toString()));
        command.addAll(List.of(arguments));
        return run(command, environment);
    }

    private static Said run(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }
}
