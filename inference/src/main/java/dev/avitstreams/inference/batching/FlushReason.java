package dev.avitstreams.inference.batching;

/** Why a batch was closed and handed on; where several take parts of one, why that was. */
public enum FlushReason {
    /** It reached the maximum size, or what those who wait for it can take; or as much waits, of cameras kept apart. */
    FULL,
    /** It reached the maximum number of bytes. */
    BYTES,
    /** The oldest item of all had waited for the maximum delay. */
    DELAY,
    /**
     * A caller is about to wait for a frame and no accepted frame is still on its way, so that more
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
