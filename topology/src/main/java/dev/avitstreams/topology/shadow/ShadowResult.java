package dev.avitstreams.topology.shadow;

import java.util.Locale;

/** What became of a frame that was chosen for the shadow. */
public enum ShadowResult {
    /** Both find the same class most probable. */
    AGREE,
    DISAGREE,
    /** The serving model gave no answer either: rejected, or skipped. */
    NOT_SERVED,
    /** The shadow had no room for it. */
    BUSY,
    /** The shadow rejected it. */
    REJECTED,
    /** The shadow is broken, hangs, or was closed. */
    FAILED,
    /** Compared, but the pair could not be published. */
    UNPUBLISHED;

    /** Lower-case, as used in metric tags. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
