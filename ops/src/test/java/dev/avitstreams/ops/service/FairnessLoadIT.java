package dev.avitstreams.ops.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.inspect.TopicTail;
import dev.avitstreams.ops.process.BrokerProcess;
import dev.avitstreams.ops.process.ServiceProcess;
import dev.avitstreams.ops.process.StackAddress;
import dev.avitstreams.ops.stack.Ports;
import dev.avitstreams.schemas.FrameLabel;
import dev.avitstreams.schemas.registry.RegistryConfig;
import dev.avitstreams.schemas.topic.TopicNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nine cameras at a steady rate, alone and then beside one of twenty times that rate; broker and service are processes of their own.
 * Prints what the nine waited from the frames topic to a committed label, and the ratio, with shares and without, and where they
 * waited.
 *
 * <p>{@code -Davit.measure.rate} is a camera's frames a second: all ten together must be more than the machine can do, the
 * nine together well below. {@code -Davit.measure.shares} are the values of {@code batch.max-camera-share} to try, and
 * {@code -Davit.measure.point} is the operating point, or {@code elastic}.
 */
@EnabledIfSystemProperty(
        named = "avit.measure",
        matches = "true",
        disabledReason =
                "It measures time, which only an otherwise idle machine keeps: start it with -Davit.measure=true.")
class FairnessLoadIT {
    private static final int QUIET_CAMERAS = 9;
    private static final int FLOOD_FACTOR = 20;
    private static final double RATE = Double.parseDouble(System.getProperty("avit.measure.rate", "5"));
    private static final String POINT = System.getProperty("avit.measure.point", "default");
    private static final Duration WARM_UP =
            Duration.ofSeconds(90); // until three JVMs have compiled most of what they run
    private static final Duration SETTLING = Duration.ofSeconds(15); // until the best operating point is back
    private static final Duration MEASURED = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Map<String, Long> appendedAt = new ConcurrentHashMap<>();
    private final Map<String, Long> seenAt = new ConcurrentHashMap<>();
    private final Map<String, FrameLabel> labels = new ConcurrentHashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<byte[]> pictures = new ArrayList<>();

    /** Milliseconds, and the batch that the frame was in. */
    private record FrameWait(
            double whole, double decode, double queue, double operator, double batchSize, double gmacs) {
        static FrameWait of(FrameLabel label, long whole) {
            return new FrameWait(
                    whole,
                    label.getDecodeMicros() / 1e3,
                    label.getQueueMicros() / 1e3,
                    label.getInferenceMicros() / 1e3,
                    label.getBatchSize(),
                    label.getMacsExecuted() / 1e9);
        }
    }

    /** By their whole, the shortest first. */
    private record Waits(List<FrameWait> sorted) {
        double at(double share) {
            return sorted.get(index(share)).whole;
        }

        private int index(double share) {
            return (int) (share * (sorted.size() - 1));
        }

        @Override
        public String toString() {
            return String.join("\n          ", describe(0.5), describe(0.95), describe(0.99));
        }

        /** What the frames thereabouts, a fiftieth of all, waited for. */
        private String describe(double share) {
            int around = sorted.size() / 100;
            List<FrameWait> some = sorted.subList(
                    Math.max(0, index(share) - around), Math.min(sorted.size(), index(share) + around + 1));
            return String.format(
                    Locale.ROOT,
                    "p%.0f %.0f ms: decode %.1f, queue %.1f, operator %.1f (batch %.1f, %.2f GMACs)",
                    100 * share,
                    at(share),
                    mean(some, FrameWait::decode),
                    mean(some, FrameWait::queue),
                    mean(some, FrameWait::operator),
                    mean(some, FrameWait::batchSize),
                    mean(some, FrameWait::gmacs));
        }

        private static double mean(List<FrameWait> some, ToDoubleFunction<FrameWait> of) {
            return some.stream().mapToDouble(of).average().orElseThrow();
        }
    }

    static DoubleStream shares() {
        return Arrays.stream(
                        System.getProperty("avit.measure.shares", "0.5,0.25,1").split(","))
                .mapToDouble(Double::parseDouble);
    }

    @ParameterizedTest
    @MethodSource("shares")
    void theNineAloneAndBesideAFlood(double share) throws Exception {
        try (PhotographSource source = PhotographSource.open(0)) {
            for (int i = 0; i < 48; i++) {
                pictures.add(source.next().orElseThrow().image());
            }
        }
        try (BrokerProcess broker = BrokerProcess.start(
                        Files.createDirectories(folder.resolve("stack")), QUIET_CAMERAS + 1, StopSignal.internal());
                CameraFeed cameras = new CameraFeed(
                        broker.address().bootstrapServers(),
                        RegistryConfig.of(broker.address().registryUrl()));
                ServiceProcess service = service(broker.address(), share)) {
            service.start();
            service.awaitReady(StopSignal.internal());
            AtomicBoolean done = new AtomicBoolean();
            Thread reader = new Thread(() -> read(broker.address(), cameras, done), "labels");
            reader.start();

            send(cameras, "warm-up", WARM_UP, true);
            awaitLabels("warm-up");
            send(cameras, "settling", SETTLING, false);
            send(cameras, "alone", MEASURED, false);
            awaitLabels("alone");
            send(cameras, "beside", MEASURED, true);
            awaitLabels("beside-quiet");
            done.set(true);
            reader.join();

            Waits alone = waits("alone-quiet");
            Waits beside = waits("beside-quiet");
            System.out.printf(
                    Locale.ROOT,
                    "batch.max-camera-share %s, 9 cameras at %.1f/s, flood at %.0f/s, of which %,d frames a second were"
                            + " done%n  alone   %s%n  beside  %s%n  ratio   p50 %.2f, p95 %.2f, p99 %.2f%n",
                    share,
                    RATE,
                    FLOOD_FACTOR * RATE,
                    seenAt.keySet().stream()
                                    .filter(frame -> frame.startsWith("beside-flood"))
                                    .count()
                            / MEASURED.toSeconds(),
                    alone,
                    beside,
                    beside.at(0.5) / alone.at(0.5),
                    beside.at(0.95) / alone.at(0.95),
                    beside.at(0.99) / alone.at(0.99));
            assertThat(alone.sorted).isNotEmpty().hasSameSizeAs(beside.sorted);
        }
    }

    private ServiceProcess service(StackAddress stack, double share) throws Exception {
        int port = Ports.anyFree();
        Path config = Files.createDirectories(folder.resolve("service")).resolve("avit.yaml");
        Files.writeString(config, """
                kafka: {bootstrap.servers: "%s"}
                registry: {urls: ["%s"]}
                model: {folder: "%s", operating-point: "%s"}
                state-dir: "%s"
                threads: %d
                http: {port: %d}
                batch: {max-camera-share: %s}
                """.formatted(
                        stack.bootstrapServers(),
                        stack.registryUrl(),
                        Path.of("..", "model").toAbsolutePath().normalize(),
                        POINT,
                        folder.resolve("state"),
                        QUIET_CAMERAS + 1,
                        port,
                        share));
        return new ServiceProcess(0, config, port);
    }

    /** Each camera's frames are spread evenly, the cameras' among each other too; each has a partition of its own. */
    private void send(CameraFeed cameras, String phase, Duration length, boolean flood) {
        double slots =
                RATE * QUIET_CAMERAS * FLOOD_FACTOR; // in each a frame of the flood may be due, in some a quiet one
        StopSignal pace = StopSignal.internal();
        long began = System.nanoTime();
        long count = (long) (slots * length.toSeconds());
        for (long slot = 0; slot < count; slot++) {
            boolean floodDue = flood && slot % QUIET_CAMERAS == 0;
            boolean quietDue = slot % FLOOD_FACTOR == 0;
            if (!floodDue && !quietDue) {
                continue;
            }
            long due = began + (long) (slot * 1e9 / slots);
            pace.await(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            if (floodDue) {
                note(cameras, phase + "-flood", 0, (int) slot);
            }
            if (quietDue) {
                int camera = (int) (slot / FLOOD_FACTOR % QUIET_CAMERAS) + 1;
                note(cameras, phase + "-quiet-" + camera, camera, (int) slot);
            }
        }
        cameras.flush(); // or the last frames would not yet be known to be waited for
    }

    private void note(CameraFeed cameras, String camera, int partition, int picture) {
        String frame = camera + "/" + (numbers.merge(camera, 1, Integer::sum) - 1);
        cameras.send(camera, partition, pictures.get(picture % pictures.size()))
                .thenAccept(at -> appendedAt.put(frame, at.timestamp()));
    }

    private void read(StackAddress stack, CameraFeed cameras, AtomicBoolean done) {
        try (TopicTail tail = TopicTail.open(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                List.of(TopicNames.DEFAULT.labels()),
                TopicTail.Start.BEGINNING)) {
            while (!done.get()) {
                tail.poll(Duration.ofMillis(50)).forEach(record -> {
                    FrameLabel label =
                            cameras.serdes().frameLabels().deserializer().deserialize(record.topic(), record.value());
                    seenAt.put(label.getFrameId(), System.currentTimeMillis());
                    labels.put(label.getFrameId(), label);
                });
            }
        }
    }

    private void awaitLabels(String prefix) {
        await().atMost(Duration.ofMinutes(15))
                .until(() -> frames(prefix).stream().allMatch(seenAt::containsKey));
    }

    private List<String> frames(String prefix) {
        return appendedAt.keySet().stream()
                .filter(frame -> frame.startsWith(prefix))
                .toList();
    }

    private Waits waits(String prefix) {
        return new Waits(frames(prefix).stream()
                .map(frame -> FrameWait.of(labels.get(frame), seenAt.get(frame) - appendedAt.get(frame)))
                .sorted(Comparator.comparingDouble(FrameWait::whole))
                .toList());
    }
}
