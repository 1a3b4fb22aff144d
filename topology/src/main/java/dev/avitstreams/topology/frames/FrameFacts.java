package dev.avitstreams.topology.frames;

import dev.avitstreams.schemas.ImageEvent;
import java.time.Instant;
import java.util.Optional;

/** What an image event says about its frame, without the pixels. */
public record FrameFacts(String frameId, String cameraId, long sequence, Instant capturedAt, Optional<String> truth) {

    static FrameFacts of(ImageEvent event) {
        return new FrameFacts(
                event.getFrameId(),
                event.getCameraId(),
                event.getSequence(),
                event.getCapturedAt(),
                Optional.ofNullable(event.getTruth()));
    }
}
