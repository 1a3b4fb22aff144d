package dev.avitstreams.ops.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.demo.Demo;
import dev.avitstreams.ops.demo.DemoPage;
import dev.avitstreams.ops.demo.DemoPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A demo of four cameras with its page, in this JVM, until closed. */
public final class RunningDemo implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("page (http://\\S+)");
    private static final Pattern CLUSTER = Pattern.compile("broker (\\S+:\\d+) +registry (http\\S+)");

    private final StringWriter out = new StringWriter();
    private final StopSignal stop = StopSignal.internal();
    private final CompletableFuture<?> demo;

    /** @param folder for the broker's data */
    public RunningDemo(Path folder) {
        DemoPlan plan = new DemoPlan(
                List.of(),
                OptionalLong.empty(),
                4,
                OptionalDouble.of(2),
                0,
                Optional.of(folder),
                Optional.of(new DemoPage(
                        Optional.empty(),
                        false,
                        OptionalDouble.empty(),
                        64,
                        List.of("./avit inspect frames --at {partition}@{offset}"))));
        demo = CompletableFuture.supplyAsync(() -> run(plan));
        await().atMost(Duration.ofSeconds(120))
                .until(() -> demo.isDone() || PAGE.matcher(out.toString()).find());
        if (demo.isDone()) {
            demo.join(); // throws what went wrong
        }
    }

    private Object run(DemoPlan plan) {
        try {
            return new Demo(plan, Path.of("..", "model"), new PrintWriter(out, true), stop).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a slash at its end. */
    public String page() {
        return found(PAGE).group(1);
    }

    String bootstrap() {
        return found(CLUSTER).group(1);
    }

    String registry() {
        return found(CLUSTER).group(2);
    }

    private Matcher found(Pattern pattern) {
        Matcher matcher = pattern.matcher(out.toString());
        assertThat(matcher.find()).as(out.toString()).isTrue();
        return matcher;
    }

    @Override
    public void close() {
        stop.request();
        demo.join();
        stop.close();
    }
}
