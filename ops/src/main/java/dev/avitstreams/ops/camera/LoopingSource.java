package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.CommandFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;

/** A source that starts over at its end. */
final class LoopingSource implements FrameSource {
    private final FrameSources.Opener opener;
    private FrameSource current;

    LoopingSource(FrameSources.Opener opener) throws IOException {
        this.opener = opener;
        this.current = opener.open();
    }

    @Override
    public Optional<SourceFrame> next() throws IOException {
        Optional<SourceFrame> frame = current.next();
        if (frame.isPresent()) {
            return frame;
        }
        current.close();
        current = opener.open();
        Optional<SourceFrame> again = current.next();
        if (again.isEmpty()) {
            throw CommandFailure.runtime(current.description() + " gives no frames.");
        }
        return again;
    }

    @Override
    public OptionalDouble nativeFramesPerSecond() {
        return current.nativeFramesPerSecond();
    }

    @Override
    public boolean isLive() {
        return current.isLive();
    }

    @Override
    public String description() {
        return current.description() + ", repeated";
    }

    @Override
    public void close() {
        current.close();
    }
}
