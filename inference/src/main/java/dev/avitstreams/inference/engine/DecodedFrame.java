package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.image.PreparedImage;
import java.time.Instant;
import java.util.Optional;

/**
 * A frame that waits for its batch. It no longer refers to the encoded bytes.
 *
 * @param demanded whether its caller is about to wait for it
 * @param acceptedNanos when it was offered or submitted, by the engine's clock
 */
record DecodedFrame(
        Ticket ticket,
        PreparedImage image,
        boolean demanded,
        Optional<Instant> staleAfter,
        FrameOrigin origin,
        long acceptedNanos,
        long decodeNanos) {}
