package dev.avitstreams.ops.load;

import dev.avitstreams.ops.inspect.Position;
import dev.avitstreams.schemas.FrameLabel;

/**
 * Told of every frame of a load, by the thread that acknowledges and the one that reads: thread-safe, and never blocks. A
 * frame's label may be told of before the frame. Times are microseconds since the epoch.
 */
public interface LoadListener {
    LoadListener NONE = new LoadListener() {
        @Override
        public void appended(int step, Position at, long micros) {}

        @Override
        public void labelled(FrameLabel label, long micros) {}
    };

    /**
     * The broker has it.
     *
     * @param step of the plan
     * @param micros by the broker's clock, whole milliseconds
     */
    void appended(int step, Position at, long micros);

    /** @param micros when the label was seen by a reader of committed records */
    void labelled(FrameLabel label, long micros);
}
