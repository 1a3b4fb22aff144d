package dev.avitstreams.ops.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {
    @Test
    void whatIsStartedRunsWhereThisProcessIs() throws IOException {
        int here = Runtime.getRuntime().availableProcessors();
        assumeThat(here).as("cores").isGreaterThan(1);
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        String all = allowed();
        String apart;
        String first;

        try (Cores cores = Cores.here(1)) {
            cores.enterApart();
            apart = allowed();
            cores.enterFirst();
            first = allowed();
            assertThat(cores.first()).isEqualTo(here - 1);
        }

        assertThat(Cores.numbers(apart)).hasSize(1);
        assertThat(Cores.numbers(first)).hasSize(here - 1).doesNotContainAnyElementsOf(Cores.numbers(apart));
        assertThat(Cores.numbers(allowed())).containsExactlyElementsOf(Cores.numbers(all));
    }

    /** Of a process started now. */
    private static String allowed() throws IOException {
        Process process = new ProcessBuilder("grep", "Cpus_allowed_list", "/proc/self/status").start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return line.substring(line.indexOf(':') + 1).strip();
    }

    @Test
    void readsRangesAsTheKernelWritesThem() {
        assertThat(Cores.numbers("0-2,8")).containsExactly(0, 1, 2, 8);
        assertThat(Cores.numbers("3")).containsExactly(3);
    }

    @Test
    void leavesTheOthersOne() {
        assertThatThrownBy(() -> Cores.of(List.of(0, 1, 2, 3), 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("apart is 2, must be from 0 to 1 of the 2 cores here");
        assertThatThrownBy(() -> Cores.of(List.of(0, 1), 2, -1)).hasMessageContaining("apart is -1");
    }
}
