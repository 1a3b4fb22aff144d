package dev.avitstreams.inference.batching;

import java.time.Duration;

/**
 * When a batch is closed.
 *
 * @param maxItems of one batch
 * @param maxDelay an item waits no longer for company; zero closes a batch as soon as someone asks for one
 * @param maxBytes of one batch; a single item may exceed it and then goes alone
 * @param maxCameraShare of one batch, that one camera gets while it has {@link Company}, unless cameras are kept apart; above 0,
 *     and 1 for no limit
 */
public record BatchLimits(int maxItems, Duration maxDelay, long maxBytes, double maxCameraShare) {
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
        if (!(maxCameraShare > 0 && maxCameraShare <= 1)) {
            throw new IllegalArgumentException(
                    "maxCameraShare is " + maxCameraShare + ", must be above 0 and at most 1");
        }
    }

    /** Of a batch that one camera may fill. */
    public BatchLimits(int maxItems, Duration maxDelay, long maxBytes) {
        this(maxItems, maxDelay, maxBytes, 1);
    }

    /** The same, of no more than so many items; at least one. */
    public BatchLimits atMost(int items) {
        return new BatchLimits(Math.max(1, Math.min(maxItems, items)), maxDelay, maxBytes, maxCameraShare);
    }

    /** Of a batch of so many items, those that one camera gets while it has company; one at least. */
    int ofOneCamera(int items) {
        return (int) Math.ceil(maxCameraShare * items);
    }
}
