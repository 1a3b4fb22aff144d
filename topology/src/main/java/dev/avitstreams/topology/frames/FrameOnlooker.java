package dev.avitstreams.topology.frames;

/** Looks at frames on their way, changing nothing. Called on stream threads: be quick, never block, never throw. */
@FunctionalInterface
public interface FrameOnlooker {

    /** Looks away. */
    FrameOnlooker NONE = task -> {};

    /** The classifier has accepted the frame; its outcome is to come, or the frame is withdrawn. */
    void started(FrameTask task);
}
