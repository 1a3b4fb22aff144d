package dev.avitstreams.inference.frame;

/** Thrown while a frame is read or decoded, to reject this frame and no other. */
public final class FrameRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCategory category;

    /** @param reason a sentence for the person who must act, naming the offending value */
    public FrameRejectedException(ErrorCategory category, String reason) {
        super(reason);
        this.category = category;
    }

    /** As above, keeping the cause for the log. */
    public FrameRejectedException(ErrorCategory category, String reason, Throwable cause) {
        super(reason, cause);
        this.category = category;
    }

    public ErrorCategory category() {
        return category;
    }

    /** The outcome this exception stands for. */
    public FrameOutcome.Rejected toOutcome() {
        return new FrameOutcome.Rejected(category, String.valueOf(getMessage()));
    }
}
