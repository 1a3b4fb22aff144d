package dev.avitstreams.ops.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path folder;

    @Test
    void aStoppedProcessStandsStillUntilItIsResumed() throws IOException {
        try (ChildProcess process = sleeper()) {
            process.stop();
            Awaitility.await().untilAsserted(() -> assertThat(state(process)).isEqualTo("T"));

            process.resume();
            Awaitility.await().untilAsserted(() -> assertThat(state(process)).isEqualTo("S"));
        }
    }

    @Test
    void aStoppedProcessCanBeKilled() {
        try (ChildProcess process = sleeper()) {
            process.stop();
            process.kill();

            assertThat(process.exitCode()).hasValue(128 + 9);
        }
    }

    @Test
    void closingEndsIt() {
        ChildProcess process = sleeper();
        assertThat(process.isAlive()).isTrue();

        process.close();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void whatItPrintsGoesToTheLogAfterWhatIsThere() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "before\n");
        try (ChildProcess process = ChildProcess.start(List.of("sh", "-c", "echo out; echo err >&2"), log)) {
            assertThat(process.awaitExit(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(log).hasContent("before\nout\nerr\n");
    }

    private ChildProcess sleeper() {
        return ChildProcess.start(List.of("sleep", "60"), folder.resolve("log"));
    }

    /** The letter by which Linux tells a process's state. */
    private static String state(ChildProcess process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    }
}
