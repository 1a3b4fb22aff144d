package dev.avitstreams.ops.evaluation.frames;

import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.topology.frames.FrameCoordinate;
import java.time.Instant;
import java.util.Optional;

/**
 * A frame as it was read, before anything is decoded.
 *
 * @param frameId of the event, or the path of the image; where it lies if the event cannot be read
 * @param camera empty where there is none
 * @param truth class as the frame itself says it
 * @param position in its topic
 * @param image encoded; empty where the frame was rejected
 * @param rejected why it cannot be evaluated
 */
public record ReadFrame(
        String frameId,
        String camera,
        Optional<Instant> capturedAt,
        Optional<String> truth,
        Optional<FrameCoordinate> position,
        byte[] image,
        Optional<Rejected> rejected) {}
