package dev.avitstreams.ops.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.process.AvitProcesses;
import dev.avitstreams.ops.process.ChildProcess;
import dev.avitstreams.ops.stack.EmbeddedStack;
import dev.avitstreams.schemas.topic.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** 64 cameras at 2 frames a second, watched in a browser: what that costs the server, and how soon news is painted. */
@EnabledIfSystemProperty(
        named = "avit.measure",
        matches = "true",
        disabledReason =
                "It measures time, which only an otherwise idle machine keeps: start it with -Davit.measure=true.")
class DashboardLoadIT {
    private static final int CAMERAS = 64;
    private static final int FRAMES_PER_SECOND = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration PERIOD = Duration.ofSeconds(1).dividedBy(CAMERAS * FRAMES_PER_SECOND);
    private static final int HEAP_MEBIBYTES = 256;
    private static final Pattern PAGE = Pattern.compile("page  (http://\\S+)");

    @TempDir
    Path folder;

    @Test
    void aWallOf64CamerasTakesAFifthOfACoreAndPaintsAtOnce() throws Exception {
        BrowserScript.requireBrowser();
        List<byte[]> pictures = photographs();
        AtomicInteger fed = new AtomicInteger();
        ScheduledExecutorService cameras = Executors.newSingleThreadScheduledExecutor();
        Path log = folder.resolve("dashboard.log");
        Path shot = Files.createDirectories(Path.of("target", "browser").toAbsolutePath())
                .resolve("64-cameras.png");
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("stack"), 0, 0, TopicCatalogue.defaults());
                Feed feed = new Feed(stack);
                ChildProcess dashboard = AvitProcesses.start(HEAP_MEBIBYTES, log, arguments(stack))) {
            ScheduledFuture<?> feeding = cameras.scheduleAtFixedRate(
                    () -> feed(feed, pictures, fed.getAndIncrement()), 0, PERIOD.toNanos(), TimeUnit.NANOSECONDS);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> PAGE.matcher(Files.readString(log)).find());
            Matcher page = PAGE.matcher(Files.readString(log));
            assertThat(page.find()).isTrue();
            long seconds = WARM_UP.plus(MEASURED).toSeconds() + 5;
            CompletableFuture<String> browser =
                    CompletableFuture.supplyAsync(() -> watch(page.group(1), Long.toString(seconds), shot.toString()));

            awaitFrames(fed, WARM_UP);
            Duration before = dashboard.cpuTime();
            long began = System.nanoTime();
            awaitFrames(fed, MEASURED);
            double share = (double) dashboard.cpuTime().minus(before).toNanos() / (System.nanoTime() - began);

            JsonNode seen = new ObjectMapper().readTree(browser.join());
            assertThat(feeding.isDone()).as("a camera failed").isFalse();
            List<Double> paints = StreamSupport.stream(seen.get("millis").spliterator(), false)
                    .map(JsonNode::asDouble)
                    .sorted()
                    .toList();
            System.out.printf(
                    "%d cameras at %d fps: %.3f of a core, %d paints, p50 %.0f ms, p95 %.0f ms%n",
                    CAMERAS, FRAMES_PER_SECOND, share, paints.size(), at(paints, 0.5), at(paints, 0.95));
            assertThat(seen.get("troubles")).isEmpty();
            assertThat(seen.get("framesPerSecond").asDouble())
                    .as("frames a second on the page")
                    .isGreaterThan(0.8 * CAMERAS * FRAMES_PER_SECOND);
            assertThat(seen.get("tiles").asInt()).isEqualTo(CAMERAS);
            assertThat(seen.get("pictures").asInt()).isGreaterThan(10);
            assertThat(share).as("share of a core").isLessThan(0.2);
            assertThat(paints).hasSizeGreaterThan(40);
            assertThat(at(paints, 0.5)).as("median of milliseconds to paint").isLessThan(100);
        } finally {
            cameras.shutdownNow();
        }
    }

    /** Waits until so much more has been shown: by frames, so that a machine that falls behind is given as many. */
    private static void awaitFrames(AtomicInteger fed, Duration stretch) {
        int until = fed.get() + (int) stretch.dividedBy(PERIOD);
        await().atMost(stretch.multipliedBy(3)).until(() -> fed.get() >= until);
    }

    private static List<String> arguments(EmbeddedStack stack) {
        return List.of(
                "dashboard",
                "--port",
                "0",
                "--bootstrap",
                stack.bootstrapServers(),
                "--registry",
                stack.registry().urls().get(0));
    }

    private static List<byte[]> photographs() throws Exception {
        List<byte[]> frames = new ArrayList<>();
        try (PhotographSource source = PhotographSource.open(0)) {
            for (int i = 0; i < 300; i++) {
                byte[] encoded = source.next().orElseThrow().image();
                if (i % 5 == 0) {
                    frames.add(encoded);
                }
            }
        }
        return frames;
    }

    private static void feed(Feed feed, List<byte[]> pictures, int number) {
        int camera = number % CAMERAS;
        feed.frame(
                "camera-" + (camera + 1),
                pictures.get((number / CAMERAS + 7 * camera) % pictures.size()),
                "label " + number);
    }

    private static String watch(String page, String seconds, String shot) {
        try {
            return BrowserScript.run("watch.js", page, seconds, shot);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
    }
}
