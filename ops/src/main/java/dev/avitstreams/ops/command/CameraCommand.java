package dev.avitstreams.ops.command;

import dev.avitstreams.ops.camera.Camera;
import dev.avitstreams.ops.camera.CameraTally;
import dev.avitstreams.ops.camera.FrameBudget;
import dev.avitstreams.ops.camera.FramePublisher;
import dev.avitstreams.ops.camera.FrameSource;
import dev.avitstreams.ops.camera.FrameSources;
import dev.avitstreams.ops.camera.PhotographSource;
import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.Progress;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.schemas.registry.AvroSerdes;
import dev.avitstreams.schemas.topic.TopicAdmin;
import dev.avitstreams.schemas.topic.TopicFinding;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.StreamsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit camera}. */
@Command(
        name = "camera",
        header = "Publish frames of a folder, tar, video or network stream as one camera.",
        description = {
            "",
            "Every frame becomes one record of the frames topic, keyed by the camera. Files are sent whole, at --fps or "
                    + "at their own pace; a live stream comes as it comes, and --fps drops what is too much. In a "
                    + "folder or tar of CLASS/file.jpg the folder's name travels along as the true class."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit camera --source clip.mp4 --camera gate-1 --loop",
            "  avit camera --source rtsp://user:secret@10.0.0.7/main --camera yard --fps 5 --loop",
            "  avit camera --source imagenette-val.tar --camera test-set --fps 0"
        })
final class CameraCommand extends AvitCommand {

    @Option(
            names = "--source",
            paramLabel = "FILE|DIR|URL",
            description = "What the camera sees. Default: the bundled photographs, panned and zoomed.")
    private @Nullable String source;

    @Option(names = "--camera", paramLabel = "ID", required = true, description = "The camera's name, the record key.")
    private String camera = "";

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "Frames a second; 0 for as fast as possible. Default: the video's own, 10 for images.")
    private @Nullable Double framesPerSecond;

    @Option(names = "--loop", description = "Start over at the end; connect again when a stream breaks.")
    private boolean loop;

    @Option(names = "--frames", paramLabel = "N", description = "Stop after N frames.")
    private @Nullable Long frames;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the counts as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    protected ExitStatus execute() throws IOException {
        if (camera.isBlank()) {
            throw CommandFailure.usage("--camera is blank; give the camera a name.");
        }
        if (framesPerSecond != null && !(framesPerSecond >= 0 && framesPerSecond <= 100_000)) {
            throw CommandFailure.usage(
                    "--fps is " + framesPerSecond + ", must be from 0 (as fast as possible) to 100000.");
        }
        AvitConfig config = cluster.load();
        try (StopSignal stop = StopSignal.ofProcess();
                FrameSource frameSource = open(stop)) {
            requireTopic(config);
            try (AvroSerdes serdes = ClusterOptions.serdes(config);
                    FramePublisher publisher = new FramePublisher(
                            StreamsSettings.producer(config),
                            serdes.imageEvents().serializer(),
                            config.topics().frames(),
                            config.frames().maxBytes().intBytes())) {
                err().println("Camera " + camera + ": " + frameSource.description() + " → "
                        + config.topics().frames());
                return publish(new Camera(camera, frameSource, pace(framesPerSecond, frameSource), publisher), stop);
            }
        }
    }

    private ExitStatus publish(Camera device, StopSignal stop) throws IOException {
        FrameBudget budget = frames == null ? FrameBudget.unlimited() : FrameBudget.of(frames);
        CompletableFuture<Void> running = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        device.run(budget, stop);
                        running.complete(null);
                    } catch (IOException | RuntimeException | Error e) {
                        running.completeExceptionally(e);
                    }
                },
                "camera-" + device.id());
        thread.start();
        double seconds;
        try (Progress progress = progress()) {
            StopSignal tick = StopSignal.internal();
            running.whenComplete((done, failed) -> tick.request());
            while (!tick.await(Duration.ofMillis(250))) {
                progress.update(line(device.tally(), progress.elapsed().toNanos() / 1e9));
            }
            seconds = progress.elapsed().toNanos() / 1e9;
        }
        try {
            running.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
        return report(device.tally(), seconds);
    }

    private ExitStatus report(CameraTally tally, double seconds) {
        out().println(line(tally, seconds));
        if (json != null) {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("camera", camera);
            report.put("frames", tally.acknowledged());
            report.put("refused", tally.refused());
            report.put("dropped", tally.dropped());
            report.put("bytes", tally.bytes());
            report.put("seconds", seconds);
            JsonReport.write(json, report);
        }
        return tally.refused() == 0 ? ExitStatus.OK : ExitStatus.INCOMPLETE_DATA;
    }

    private String line(CameraTally tally, double seconds) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %,d frames sent in %.1f s, %.1f frames/s, %.0f KiB each",
                camera,
                tally.acknowledged(),
                seconds,
                tally.acknowledged() / Math.max(seconds, 1e-3),
                tally.bytes() / 1024.0 / Math.max(tally.acknowledged(), 1)));
        if (tally.refused() > 0) {
            line.append(", ").append(tally.refused()).append(" refused as too large");
        }
        if (tally.dropped() > 0) {
            line.append(", ").append(tally.dropped()).append(" dropped to keep to --fps");
        }
        return line.toString();
    }

    private FrameSource open(StopSignal stop) throws IOException {
        String location = source;
        if (location == null) {
            return PhotographSource.open(0);
        }
        return loop ? FrameSources.looping(() -> FrameSources.open(location), stop) : FrameSources.open(location);
    }

    /** The pace asked for, else the source's own, else one that suits watching. */
    static OptionalDouble pace(@Nullable Double asked, FrameSource source) {
        if (asked != null) {
            return asked == 0 ? OptionalDouble.empty() : OptionalDouble.of(asked);
        }
        if (source.isLive()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(source.nativeFramesPerSecond().orElse(10));
    }

    private static void requireTopic(AvitConfig config) {
        try (TopicAdmin admin = TopicAdmin.connect(StreamsSettings.admin(config))) {
            admin.check(List.of(config.topicCatalogue().frames())).stream()
                    .filter(TopicFinding::blocking)
                    .findFirst()
                    .ifPresent(finding -> {
                        throw CommandFailure.runtime(finding.sentence());
                    });
        }
    }
}
