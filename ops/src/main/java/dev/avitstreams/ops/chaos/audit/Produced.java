package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.ops.inspect.Position;

/**
 * A frame that Kafka acknowledged.
 *
 * @param frameId also of a record that is no event: there it stands in this ledger only
 * @param sequence per camera, rising by one
 * @param at where in the frames topic
 * @param valueCrc CRC-32C of the record's value
 * @param appendedAtMillis when the broker took it
 */
public record Produced(
        String frameId,
        String cameraId,
        long sequence,
        FrameKind kind,
        Position at,
        long valueCrc,
        long appendedAtMillis) {
    @Override
    public String toString() {
        return frameId + " (" + kind + ", camera " + cameraId + ", sequence " + sequence + ", at " + at + ")";
    }
}
