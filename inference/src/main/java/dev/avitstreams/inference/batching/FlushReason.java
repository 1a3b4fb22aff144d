package dev.avitstreams.inference.batching;

/** Why a batch was closed and handed on; where several take parts of one, why that was. */
public enum FlushReason {
    /** It reached the maximum size, or what those who wait for it can take. */
    FULL,
    /** It reached the maximum number of bytes. */
    BYTES,
    /** Its oldest item had waited for the maximum delay. */
    DELAY,
    /**
     * A caller is about to wait for a frame in it and no accepted frame is still on its way into it, so that more
     * waiting would cost that caller time and most likely not fill the batch further.
     */
    DEMAND,
    /** The batcher is shutting down. */
    CLOSE;

    /** Lower-case, as used in metric tags. */
    public String tag() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
