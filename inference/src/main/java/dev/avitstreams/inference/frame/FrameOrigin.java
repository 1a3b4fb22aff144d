package dev.avitstreams.inference.frame;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a frame comes from, as far as it is known before the frame is read.
 *
 * @param camera whose turn it is when cameras share a batch; empty where nobody said
 * @param arrivedAt when the frame was ready to be taken up, by the clock of whoever keeps frames; empty where it did not
 *     wait
 */
public record FrameOrigin(String camera, Priority priority, Optional<Instant> arrivedAt) {

    /** Of a frame without a history. */
    public static final FrameOrigin UNKNOWN = new FrameOrigin("", Priority.NORMAL, Optional.empty());

    /** Who keeps the model's full depth longest when load rises. */
    public enum Priority {
        NORMAL,
        HIGH
    }
}
