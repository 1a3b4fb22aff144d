package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchTest {
    private final List<Process> processes = new ArrayList<>();

    /** The first start of a machine. */
    @Test
    void processesThatUnpackItTogetherAllLoadIt(@TempDir Path folder) throws Exception {
        for (int number = 0; number < 3; number++) {
            processes.add(start(folder, folder.resolve("process-" + number + ".log")));
        }
        for (int number = 0; number < 3; number++) {
            assertThat(processes.get(number).waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(processes.get(number).exitValue())
                    .as(Files.readString(folder.resolve("process-" + number + ".log")))
                    .isZero();
        }
    }

    private static Process start(Path folder, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"),
                        "-XX:ErrorFile=" + folder.resolve("crash-%p.log"),
                        "-XX:-CreateCoredumpOnCrash",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loading.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @AfterEach
    void leaveNone() {
        processes.forEach(Process::destroyForcibly);
    }

    static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) {
            Libtorch.load();
        }
    }
}
