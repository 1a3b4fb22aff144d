package dev.avitstreams.ops.chaos.audit;

import dev.avitstreams.inference.frame.ErrorCategory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a produced record holds, and thus what must become of it. */
public enum FrameKind {
    /** A sound JPEG, for a label. */
    GOOD(null),
    /** A JPEG that ends early. */
    TRUNCATED(ErrorCategory.CORRUPT_IMAGE),
    /** An event whose image has no bytes. */
    EMPTY(ErrorCategory.NO_IMAGE),
    /** An event whose image is a text. */
    TEXT(ErrorCategory.UNSUPPORTED_ENCODING),
    /** A record that is no event at all. */
    NOT_AVRO(ErrorCategory.UNREADABLE_RECORD);

    private final @Nullable ErrorCategory rejection;

    FrameKind(@Nullable ErrorCategory rejection) {
        this.rejection = rejection;
    }

    /** Why such a frame must be dead-lettered; empty where it must be labelled. */
    public Optional<ErrorCategory> rejection() {
        return Optional.ofNullable(rejection);
    }
}
