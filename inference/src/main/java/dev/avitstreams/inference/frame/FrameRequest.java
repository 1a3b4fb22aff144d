package dev.avitstreams.inference.frame;

import java.time.Instant;
import java.util.Optional;

/**
 * A frame to classify.
 *
 * @param encodedBytes size of the record as it waits, counted against the byte budget
 * @param image reads the encoded image; called once, on a thread of the classifier
 * @param staleAfter skip the frame when its turn comes later than this
 * @param origin decides its share of a batch and its operating point, never the outcome at that point
 */
public record FrameRequest(int encodedBytes, ImageSource image, Optional<Instant> staleAfter, FrameOrigin origin) {

    /** Of a frame that is never stale, by itself. */
    public FrameRequest(int encodedBytes, ImageSource image) {
        this(encodedBytes, image, Optional.empty(), FrameOrigin.UNKNOWN);
    }

    public FrameRequest {
        if (encodedBytes < 0) {
            throw new IllegalArgumentException("encodedBytes is " + encodedBytes + ", must be 0 or more");
        }
    }

    /** Where the encoded image comes from; reading may fail for this frame alone. */
    @FunctionalInterface
    public interface ImageSource {
        /**
         * @return encoded bytes (JPEG, PNG or WebP), not to be modified afterwards
         * @throws FrameRejectedException to reject this frame. Anything else that is thrown ends the future
         *     exceptionally: the frame is not to blame and may succeed when tried again.
         */
        byte[] read() throws FrameRejectedException;
    }
}
