package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.model.OperatingPoint;

/** The policy of now, which may be exchanged at any time from any thread. */
final class SteeredPoints implements PointPolicy {
    private volatile PointPolicy now;

    SteeredPoints(PointPolicy first) {
        this.now = first;
    }

    void steer(PointPolicy next) {
        now = next;
    }

    PointPolicy now() {
        return now;
    }

    @Override
    public OperatingPoint pointFor(FrameOrigin origin) {
        return now.pointFor(origin);
    }

    @Override
    public boolean isAtItsCheapest(FrameOrigin origin) {
        return now.isAtItsCheapest(origin);
    }

    @Override
    public void observe(LoadSample sample) {
        now.observe(sample);
    }
}
