package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.evaluation.Subject;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.FrameOutcome.Rejected;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.ops.evaluation.frames.ReadFrame;
import java.util.List;
import java.util.Optional;

/**
 * One frame after all contenders have looked at it.
 *
 * @param subject what is known of it
 * @param truth as its source says it
 * @param digest of the encoded image
 * @param seen its pixels; empty if it was rejected before any contender saw it, for {@code rejected}
 * @param answers one a contender, in their order; none if it was rejected
 * @param decodeNanos reading and decoding it
 */
record Looked(
        ReadFrame frame,
        Subject subject,
        Optional<String> truth,
        ImageDigest digest,
        Optional<PreparedImage> seen,
        Optional<Rejected> rejected,
        List<Answer> answers,
        long decodeNanos) {

    /**
     * What one contender made of it.
     *
     * @param judgement empty where it failed, for {@code failure}
     * @param classification likewise
     * @param nanos it took, of a batch its share
     */
    record Answer(Optional<Judgement> judgement, Optional<Classification> classification, String failure, long nanos) {}
}
