package dev.avitstreams.ops.command;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.ExitStatus;
import dev.avitstreams.ops.console.JsonReport;
import dev.avitstreams.ops.console.StopSignal;
import dev.avitstreams.ops.demo.Demo;
import dev.avitstreams.ops.demo.DemoPage;
import dev.avitstreams.ops.demo.DemoPlan;
import dev.avitstreams.ops.demo.DemoReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code avit demo}. */
@Command(
        name = "demo",
        header = "The whole pipeline in one process, on photographs, videos or folders of your own.",
        description = {
            "",
            "Starts a Kafka broker, a schema registry and the service, points some cameras at the sources, prints a "
                    + "line a second about what comes out, and shows it on a page at the address it prints. Every setting of the service can be given as an "
                    + "environment variable, for example AVIT_OPERATOR_WORKERS=4."
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  avit demo                                     photographs, until Ctrl-C",
            "  avit demo --frames 200 --json demo.json       200 frames, then a summary",
            "  avit demo --source clip.mp4 --source photos/  a camera each",
            "  avit demo --cameras 32 --fps 2",
            "",
            "Exit code 3 if a frame is not accounted for, 5 if the operator is lost."
        })
final class DemoCommand extends AvitCommand {
    private static final int CAMERAS = 4;
    private static final int USUAL_PORT = 8080;

    @Option(
            names = "--source",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Videos, folders, tars, images, rtsp:// addresses. Default: the bundled photographs.")
    private List<String> sources = List.of();

    @Option(names = "--frames", paramLabel = "N", description = "Stop after N frames and print a summary.")
    private @Nullable Long frames;

    @Option(
            names = "--cameras",
            paramLabel = "C",
            description = "How many cameras share the sources. Default: one a source, 4 on photographs.")
    private @Nullable Integer cameras;

    @Option(
            names = "--fps",
            paramLabel = "N",
            description = "Frames a second of each camera; 0 for as fast as possible. Default: the video's own; 5.")
    private @Nullable Double framesPerSecond;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Of the live page, /metrics, /readyz and so on; 0 for any free one. Default: 8080, or any if "
                    + "that is taken.")
    private @Nullable Integer port;

    @Option(names = "--no-page", description = "No live page, only the service's own endpoints.")
    private boolean noPage;

    @Mixin
    private final PageOptions page = new PageOptions();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keep the broker's data there. Default: a temporary folder, removed at the end.")
    private @Nullable Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary as JSON.")
    private @Nullable Path json;

    @Override
    protected ExitStatus execute() throws IOException {
        DemoPlan plan;
        try {
            plan = new DemoPlan(
                    sources,
                    frames == null ? OptionalLong.empty() : OptionalLong.of(frames),
                    cameras == null ? Math.max(sources.size(), sources.isEmpty() ? CAMERAS : 1) : cameras,
                    framesPerSecond == null ? OptionalDouble.empty() : OptionalDouble.of(framesPerSecond),
                    port == null ? (isFree(USUAL_PORT) ? USUAL_PORT : 0) : port,
                    Optional.ofNullable(folder),
                    noPage ? Optional.empty() : Optional.of(page()));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e.getMessage() + ".");
        }
        if (port != null && port != 0 && !isFree(port)) {
            throw CommandFailure.runtime("Port " + port + " is taken by another program; choose another with --port, "
                    + "or --port 0 for any free one.");
        }
        try (StopSignal stop = StopSignal.ofProcess()) {
            DemoReport report = new Demo(plan, ModelHome.bundled(), out(), stop).run();
            out().println();
            out().print(report.table());
            out().flush();
            if (json != null) {
                JsonReport.write(json, report);
            }
            return report.isComplete() || frames == null ? ExitStatus.OK : ExitStatus.INCOMPLETE_DATA;
        }
    }

    private DemoPage page() {
        return new DemoPage(
                page.token("127.0.0.1"),
                page.privacy(),
                page.denseMillis(),
                page.maxCameras(),
                FrameCommands.on(commandLine(), ""));
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
