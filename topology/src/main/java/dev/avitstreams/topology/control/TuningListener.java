package dev.avitstreams.topology.control;

import dev.avitstreams.topology.config.AvitConfig;

/** Told of changes, one at a time; be quick, and throw nothing. */
@FunctionalInterface
public interface TuningListener {

    /**
     * @param path of a setting that is not as before
     * @param now what is in effect
     */
    void changed(String path, AvitConfig now);
}
