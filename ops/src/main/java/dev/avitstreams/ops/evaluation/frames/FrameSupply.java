package dev.avitstreams.ops.evaluation.frames;

import java.util.List;
import java.util.Map;

/** The frames to evaluate, each given once, in the order of each partition. Belongs to one thread. */
public interface FrameSupply extends AutoCloseable {

    /** Up to so many of the next frames, waiting for them; none at the end, and only there. */
    List<RawFrame> next(int most);

    /** By partition, where it goes on after the frames given so far. */
    Map<Integer, Long> positions();

    /** How far it has come, in the unit of {@link #total}. */
    long passed();

    /** Frames there are; of a topic the offsets, which is a little more than frames. */
    long total();

    /** Whether {@link RawFrame#timeMillis} means something. */
    boolean isTimed();

    @Override
    void close();
}
