package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.model.OperatingPoint;

/**
 * Says which operating point a frame is computed at. Asked once a frame, when its batch is handed to the operator: later
 * than that nothing can be saved, earlier less is known. Called by several threads; never blocks.
 */
@FunctionalInterface
public interface PointPolicy {

    OperatingPoint pointFor(FrameOrigin origin);

    /** Whether nothing cheaper is left for such a frame: only then may it be skipped for coming too late. */
    default boolean isAtItsCheapest(FrameOrigin origin) {
        return true;
    }

    /** What the operator did in the last interval; told on one thread, in order, whether anything was done or not. */
    default void observe(LoadSample sample) {}

    /** The same point for every frame. */
    static PointPolicy fixed(OperatingPoint point) {
        return origin -> point;
    }
}
