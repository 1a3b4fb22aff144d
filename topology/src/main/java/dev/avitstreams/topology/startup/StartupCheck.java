package dev.avitstreams.topology.startup;

import java.util.Locale;

/** What is looked at before the stream starts, in this order. */
public enum StartupCheck {
    SETTINGS,
    MODEL,
    BROKER,
    TOPICS,
    REGISTRY;

    /** As shown to people: lower-case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
