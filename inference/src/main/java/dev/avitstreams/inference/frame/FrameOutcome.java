package dev.avitstreams.inference.frame;

import dev.avitstreams.inference.model.ModelIdentity;
import java.util.Optional;
import java.util.function.Function;

/** What became of a frame. Every frame that enters has exactly one outcome. */
public sealed interface FrameOutcome {

    /** The model answered. */
    record Classified(Classification classification, FrameTimings timings, BatchFacts batch) implements FrameOutcome {}

    /**
     * The frame cannot be classified, now or later: a bad record, a bad image, or a frame on which the model fails.
     *
     * @param reason a sentence for the person who must act, naming the offending value
     * @param model that failed on it; empty where the frame did not come so far
     */
    record Rejected(ErrorCategory category, String reason, Optional<ModelIdentity> model) implements FrameOutcome {

        /** Before any model saw it. */
        public Rejected(ErrorCategory category, String reason) {
            this(category, reason, Optional.empty());
        }
    }

    /** The frame was left out on purpose, because the operator of the service asked for it. */
    record Skipped(SkipReason reason) implements FrameOutcome {}

    /** One answer per kind of outcome; a kind that is added later fails to compile wherever it is not answered. */
    default <T> T match(
            Function<Classified, T> classified, Function<Rejected, T> rejected, Function<Skipped, T> skipped) {
        if (this instanceof Classified c) {
            return classified.apply(c);
        }
        if (this instanceof Rejected r) {
            return rejected.apply(r);
        }
        return skipped.apply((Skipped) this);
    }

    /** Why a frame may be left out. */
    enum SkipReason {
        /** Older than {@code skip-stale-after} when its turn came. */
        STALE;

        /** Lower-case, as used in metric tags. */
        public String tag() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
