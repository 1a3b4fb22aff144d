package dev.avitstreams.topology.metrics;

import java.util.Locale;

/** How the roll-out of a model ended. */
public enum RollOutResult {
    RUNNING,
    REFUSED,
    SUPERSEDED;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
