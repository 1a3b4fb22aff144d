package dev.avitstreams.topology.frames;

import dev.avitstreams.inference.frame.FrameOutcome;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One record of the frames topic on its way to an outcome.
 *
 * @param payload the record's value as polled
 * @param reader knows the frame's facts once the outcome is there
 */
public record FrameTask(
        FrameCoordinate coordinate, byte[] payload, RecordReader reader, CompletableFuture<FrameOutcome> outcome) {

    /** Whether this is the task of these very bytes: a topic made anew repeats its offsets. */
    public boolean isFor(byte[] otherPayload) {
        return payload == otherPayload || Arrays.equals(payload, otherPayload);
    }

    /** What the record said, as far as it could be read; complete once {@link #outcome} is. */
    public Optional<FrameFacts> facts() {
        return reader.facts();
    }

    /** Withdraws the frame if its work has not begun. */
    public void withdraw() {
        outcome.cancel(false);
    }
}
