package dev.avitstreams.inference.frame;

/** What became of a frame. Every frame that enters has exactly one outcome. */
public sealed interface FrameOutcome {

    /** The model answered. */
    record Classified(Classification classification, FrameTimings timings, BatchFacts batch) implements FrameOutcome {}

    /**
     * The frame cannot be classified, now or later: a bad record, a bad image, or a frame on which the model fails.
     *
     * @param reason a sentence for the person who must act, naming the offending value
     */
    record Rejected(ErrorCategory category, String reason) implements FrameOutcome {}

    /** The frame was left out on purpose, because the operator of the service asked for it. */
    record Skipped(SkipReason reason) implements FrameOutcome {}

    /** Why a frame may be left out. */
    enum SkipReason {
        /** Older than {@code skip-stale-after} when its turn came. */
        STALE
    }
}
