package dev.avitstreams.topology.health;

import java.util.Map;

/** Settings that may be changed on request, as texts by path. Thread-safe. */
public interface Control {

    /** All of them, with their values now. */
    Map<String, String> values();

    /**
     * Changes some, all or none.
     *
     * @param by whoever asked for it, as the log is to have it
     * @return {@link #values()} afterwards
     * @throws dev.avitstreams.topology.config.ConfigException naming all that is wrong with them
     */
    Map<String, String> change(Map<String, String> changes, String by);
}
