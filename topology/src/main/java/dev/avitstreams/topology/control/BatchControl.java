package dev.avitstreams.topology.control;

import java.time.Duration;

/** Where batches are limited. Thread-safe. */
@FunctionalInterface
public interface BatchControl {

    /** From the next batch on; both are within what the configuration allows. */
    void limit(int maxSize, Duration maxDelay);
}
