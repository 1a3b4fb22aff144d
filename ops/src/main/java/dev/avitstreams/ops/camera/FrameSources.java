package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens whatever {@code --source} names. */
public final class FrameSources {
    private FrameSources() {}

    /**
     * @param location a folder, a tar, an image, a video file, or the address of a stream (rtsp://, http://, …)
     * @throws CommandFailure if it is none of these
     */
    public static FrameSource open(String location) throws IOException {
        if (VideoSource.isNetworkStream(location)) {
            return VideoSource.open(location);
        }
        Path path = Path.of(location);
        if (!Files.exists(path)) {
            throw CommandFailure.runtime(
                    "There is no " + location + " (looked in " + Path.of("").toAbsolutePath()
                            + "). A source is a folder, a tar, an image, a video file or an rtsp:// address.");
        }
        if (!Files.isReadable(path)) {
            throw CommandFailure.runtime(location + " is not readable for this user; check its permissions.");
        }
        if (Files.isDirectory(path)) {
            return FolderSource.open(path);
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (TarSource.isTarName(name)) {
            return TarSource.open(path);
        }
        return ImageFiles.isImageName(name) ? FolderSource.ofFile(path) : VideoSource.open(location);
    }

    /** Plays a source again whenever it ends; a live one is connected to again, patiently, until stopping is wished. */
    public static FrameSource looping(Opener opener, StopSignal stop) throws IOException {
        return new LoopingSource(opener, stop);
    }

    /** Opens a source, each time from its start. */
    @FunctionalInterface
    public interface Opener {
        FrameSource open() throws IOException;
    }
}
