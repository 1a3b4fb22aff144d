package dev.avitstreams.topology.pipeline;

import dev.avitstreams.topology.frames.ProcessedFrame;

/**
 * Sees each frame once its outcome is forwarded, on the stream thread. A frame that is read again after a failure is
 * seen again: fit for meters, not for accounts.
 */
@FunctionalInterface
public interface FrameObserver {
    void processed(ProcessedFrame frame);
}
