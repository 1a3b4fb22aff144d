package dev.avitstreams.ops.load;

/** The two halves of what is known of a frame, which may become known in either order. Times are microseconds. */
sealed interface Journey {

    /**
     * The broker has it.
     *
     * @param step of the plan
     * @param dueAt when the camera was to send it, since the epoch
     * @param appendedAt by the broker's clock, whole milliseconds
     */
    record Sent(int step, long dueAt, long appendedAt) implements Journey {}

    /** @param seenAt since the epoch */
    record Labelled(long seenAt, long decode, long queue, long operator) implements Journey {}

    record DeadLettered() implements Journey {}
}
