package dev.avitstreams.topology.frames;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the frames topic, not yet looked into.
 *
 * @param recordTime the record's timestamp, as a rule when it was appended
 * @param key as producers are asked to set it: the camera's id
 * @param payload not to be modified
 */
public record PolledFrame(FrameCoordinate coordinate, Instant recordTime, byte @Nullable [] key, byte[] payload) {

    /** Whose turn it is when cameras share a batch: by the key, and the frames without one by their partition. */
    public String camera() {
        return key == null ? coordinate.topicPartition().toString() : new String(key, StandardCharsets.UTF_8);
    }
}
