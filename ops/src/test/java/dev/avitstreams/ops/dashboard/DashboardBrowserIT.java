package dev.avitstreams.ops.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.ops.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a running demo, used by a browser as a person would: {@code src/test/npm/look.js} says how. */
class DashboardBrowserIT {

    @TempDir
    Path folder;

    @Test
    void everythingOnThePageWorksInABrowser() throws Exception {
        BrowserScript.requireBrowser();
        Path pictures = Files.createDirectories(Path.of("target", "browser").toAbsolutePath());
        try (RunningDemo demo = new RunningDemo(folder.resolve("demo"))) {
            Shell silent = Shell.run(
                    "camera",
                    "--camera",
                    "gate-7",
                    "--frames",
                    "2",
                    "--fps",
                    "0",
                    "--bootstrap",
                    demo.bootstrap(),
                    "--registry",
                    demo.registry());
            assertThat(silent.exitCode()).as(silent.err()).isZero();

            String answer = BrowserScript.run("look.js", demo.page(), pictures.toString());

            assertThat(answer).contains("\"ok\":true");
            Shell savings = Shell.run(
                    "savings",
                    "--from",
                    "1h",
                    "--bucket",
                    "1m",
                    "--hourly-cost",
                    "0.1",
                    "--bootstrap",
                    demo.bootstrap(),
                    "--registry",
                    demo.registry());
            assertThat(savings.exitCode()).as(savings.err()).isZero();
            assertThat(savings.out()).contains("camera-1", "MACs saved", "cost/1000", "all ");
        }
    }
}
