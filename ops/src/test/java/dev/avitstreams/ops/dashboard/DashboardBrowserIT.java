package dev.avitstreams.ops.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avitstreams.ops.Shell;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.demo.Demo;
import dev.avitstreams.ops.demo.DemoPage;
import dev.avitstreams.ops.demo.DemoPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a running demo, used by a browser as a person would: {@code src/test/npm/look.js} says how. */
class DashboardBrowserIT {
    private static final Pattern PAGE = Pattern.compile("page (http://\\S+)");
    private static final Pattern CLUSTER = Pattern.compile("broker (\\S+:\\d+) +registry (http\\S+)");

    @TempDir
    Path folder;

    @Test
    void everythingOnThePageWorksInABrowser() throws Exception {
        BrowserScript.requireBrowser();
        Path pictures = Files.createDirectories(Path.of("target", "browser").toAbsolutePath());
        StringWriter out = new StringWriter();
        List<String> commands = List.of("./avit inspect frames --at {partition}@{offset}");
        DemoPlan plan = new DemoPlan(
                List.of(),
                OptionalLong.empty(),
                4,
                OptionalDouble.of(2),
                0,
                Optional.of(folder.resolve("demo")),
                Optional.of(new DemoPage(Optional.empty(), false, OptionalDouble.empty(), 64, commands)));
        try (StopSignal stop = StopSignal.internal()) {
            CompletableFuture<?> demo = CompletableFuture.supplyAsync(() -> run(plan, out, stop));
            try {
                await().atMost(Duration.ofSeconds(120))
                        .until(() ->
                                demo.isDone() || PAGE.matcher(out.toString()).find());
                Matcher cluster = found(CLUSTER, out);
                Shell silent = Shell.run(
                        "camera",
                        "--camera",
                        "gate-7",
                        "--frames",
                        "2",
                        "--fps",
                        "0",
                        "--bootstrap",
                        cluster.group(1),
                        "--registry",
                        cluster.group(2));
                assertThat(silent.exitCode()).as(silent.err()).isZero();

                String answer = BrowserScript.run("look.js", found(PAGE, out).group(1), pictures.toString());

                assertThat(answer).contains("\"ok\":true");
            } finally {
                stop.request();
                demo.join();
            }
        }
    }

    private static Object run(DemoPlan plan, StringWriter out, StopSignal stop) {
        try {
            return new Demo(plan, Path.of("..", "model"), new PrintWriter(out, true), stop).run();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Matcher found(Pattern pattern, StringWriter out) {
        Matcher matcher = pattern.matcher(out.toString());
        assertThat(matcher.find()).as(out.toString()).isTrue();
        return matcher;
    }
}
