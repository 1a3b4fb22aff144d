package dev.avitstreams.ops.chaos.audit;

/** What can be wrong with a run. */
public enum Violation {
    /** A frame with no outcome. */
    LOST(false),
    /** A frame with more than one outcome. */
    DOUBLED(true),
    /** Outcomes of one camera out of the order in which it sent its frames. */
    REORDERED(true),
    /** An outcome of a frame that was never produced. */
    STRANGER(false),
    /** A good frame among the dead letters, a bad one among the labels, or the wrong reason. */
    MISJUDGED(false),
    /** An outcome that tells another frame, camera or sequence than was produced, or changed a frame's bytes. */
    ALTERED(false),
    /** A window published twice or with frames of another, or summaries that tell of more than there was. */
    MISCOUNTED(true),
    /** Summaries that tell of less than there was, of frames, tokens, compute, classes or anything else they count. */
    UNDERCOUNTED(false),
    /** Image bytes in a changelog or repartition topic. */
    LEAKED(false),
    /** A fault that the service did not answer as documented, with the wrong exit code for example. */
    UNANSWERED(false),
    /** A transaction still open, or a process that would not end, when the books were closed. */
    UNFINISHED(false);

    private final boolean repetition;

    Violation(boolean repetition) {
        this.repetition = repetition;
    }

    /** Whether this comes of reading a frame again, which {@code at_least_once} allows. */
    public boolean isRepetition() {
        return repetition;
    }
}
