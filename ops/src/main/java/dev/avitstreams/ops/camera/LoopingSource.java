package dev.avitstreams.ops.camera;

import dev.avitstreams.ops.console.CommandFailure;
import dev.avitstreams.ops.console.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A source that starts over at its end; a live one is connected to again. */
final class LoopingSource implements FrameSource {
    private static final Logger log = LoggerFactory.getLogger(LoopingSource.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final FrameSources.Opener opener;
    private final StopSignal stop;
    private FrameSource current;

    LoopingSource(FrameSources.Opener opener, StopSignal stop) throws IOException {
        this.stop = stop;
        this.opener = opener;
        this.current = opener.open();
    }

    @Override
    public Optional<SourceFrame> next() throws IOException {
        Optional<SourceFrame> frame = current.next();
        if (frame.isPresent()) {
            return frame;
        }
        boolean live = current.isLive();
        current.close();
        current = live ? reconnect() : opener.open();
        Optional<SourceFrame> again = current.next();
        if (again.isEmpty()) {
            throw CommandFailure.runtime(current.description() + " gives no frames.");
        }
        return again;
    }

    /** A camera that went away comes back when it likes: try until it does, or until stopping is wished. */
    private FrameSource reconnect() throws IOException {
        Duration pause = Duration.ofSeconds(1);
        while (true) {
            try {
                return opener.open();
            } catch (CommandFailure gone) {
                log.warn("{} Trying again in {} s.", gone.getMessage(), pause.toSeconds());
                if (stop.await(pause)) {
                    throw gone;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
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
