package dev.avitstreams.inference.batching;

import java.time.Duration;

/**
 * When a batch is closed.
 *
 * @param maxItems of one batch
 * @param maxDelay an item waits no longer for company; zero closes a batch as soon as someone asks for one
 * @param maxBytes of one batch; a single item may exceed it and then goes alone
 */
public record BatchLimits(int maxItems, Duration maxDelay, long maxBytes) {
    /** Far from where nanoseconds overflow. */
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    public BatchLimits {
        if (maxItems < 1) {
            throw new IllegalArgumentException("maxItems is " + maxItems + ", must be 1 or more");
        }
        if (maxDelay.isNegative() || maxDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("maxDelay is " + maxDelay + ", must be from zero to " + LONGEST_DELAY);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes + ", must be 1 or more");
        }
    }
}
