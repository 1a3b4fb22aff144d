package dev.avitstreams.ops.camera;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** A supply of encoded frames, in order. Belongs to one thread. */
public interface FrameSource extends AutoCloseable {

    /** The next frame, or empty at the end; a live source waits for it. */
    Optional<SourceFrame> next() throws IOException;

    /** The pace of the source itself, in frames a second; empty where it has none, as with a folder. */
    OptionalDouble nativeFramesPerSecond();

    /** True where frames come as they happen: they cannot be slowed, only dropped, and there is no start to go back to. */
    boolean isLive();

    /** For people: what and where. */
    String description();

    @Override
    void close();
}
