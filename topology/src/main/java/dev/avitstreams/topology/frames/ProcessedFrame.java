package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.frame.FrameOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A frame and what became of it, within one task of the topology.
 *
 * @param key the record's own key
 * @param payload the record's own value
 * @param recordTime timestamp of the record
 * @param facts what the event said, where it could be read
 */
public record ProcessedFrame(
        FrameCoordinate coordinate,
        byte @Nullable [] key,
        byte @Nullable [] payload,
        Instant recordTime,
        Optional<FrameFacts> facts,
        FrameOutcome outcome) {

    /** The camera as the event names it, else as the key does if it can be a name, else {@code unknown}. */
    public String camera() {
        return facts.map(FrameFacts::cameraId)
                .orElseGet(() -> key == null || key.length == 0 || key.length > ImageEventReader.MAX_TEXT_CHARACTERS
                        ? "unknown"
                        : new String(key, StandardCharsets.UTF_8));
    }
}
