package dev.avitstreams.inference.batching;

/** Why a batch was closed and handed on. */
public enum FlushReason {
    /** It reached the maximum size. */
    FULL,
    /** It reached the maximum number of bytes. */
    BYTES,
    /** Its oldest item had waited for the maximum delay. */
    DELAY,
    /** Every frame in flight is already in it, so waiting could not fill it further. */
    DEMAND,
    /** The batcher is shutting down. */
    CLOSE;

    /** Lower-case, as used in metric tags. */
    public String tag() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
