package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.frame.FrameOrigin;
import dev.avitstreams.inference.frame.FrameOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides whether a frame is skipped when its turn comes: once before it is decoded, once before it is classified. None is
 * skipped while it could still be computed at a cheaper point.
 */
record Staleness(InstantSource clock, PointPolicy points) {
    static final FrameOutcome.Skipped SKIPPED = new FrameOutcome.Skipped(FrameOutcome.SkipReason.STALE);

    boolean isStale(Optional<Instant> staleAfter, FrameOrigin origin) {
        return staleAfter.isPresent() && clock.instant().isAfter(staleAfter.get()) && points.isAtItsCheapest(origin);
    }
}
