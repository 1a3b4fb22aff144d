package dev.avitstreams.topology.control;

import java.util.List;

/** Remembers which point was chosen last. Thread-safe. */
public final class ChosenPoint implements OperatingPointControl {
    private final OperatingPointControl points;
    private volatile String now;

    /** @param first in effect already */
    public ChosenPoint(OperatingPointControl points, String first) {
        this.points = points;
        this.now = first;
    }

    /** The name in effect. */
    public String now() {
        return now;
    }

    @Override
    public List<String> names() {
        return points.names();
    }

    @Override
    public void choose(String name) {
        points.choose(name);
        now = name;
    }
}
