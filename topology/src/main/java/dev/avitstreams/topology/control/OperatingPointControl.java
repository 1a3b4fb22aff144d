package dev.avitstreams.topology.control;

import java.util.List;

/** Where the operating point is chosen: one of the model's by name, or whatever else answers to a name. Thread-safe. */
public interface OperatingPointControl {

    /** Every name that may be chosen. */
    List<String> names();

    /** From the next batch on. @param name one of {@link #names()} */
    void choose(String name);
}
