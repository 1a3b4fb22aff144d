package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.evaluation.Judgement;
import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.ops.picture.Thumbnail;
import java.util.List;
import java.util.function.Supplier;

/** The frames of an evaluation that tell most: of the model that is judged. Belongs to one thread. */
public final class Gallery {
    private static final int MISTAKES = 12;
    private static final int EXTREMES = 8;
    private static final int THUMBNAIL = 160;

    private final Shelf mistakes = new Shelf(MISTAKES);
    private final Shelf deepest = new Shelf(EXTREMES);
    private final Shelf shallowest = new Shelf(EXTREMES);

    void add(Looked frame, Judgement judgement, Classification said) {
        String image = frame.digest().hex();
        String frameId = frame.frame().frameId();
        Supplier<Exhibit> exhibit = () -> exhibit(frame, judgement, said);
        if (frame.subject().isLabelled() && judgement.first() != frame.subject().truth()) {
            mistakes.add(judgement.confidence(), image, frameId, exhibit);
        }
        deepest.add(judgement.meanDepth(), image, frameId, exhibit);
        shallowest.add(-judgement.meanDepth(), image, frameId, exhibit);
    }

    private static Exhibit exhibit(Looked frame, Judgement judgement, Classification said) {
        return new Exhibit(
                frame.digest().hex(),
                frame.frame().frameId(),
                frame.subject().camera(),
                frame.subject().truth(),
                judgement.first(),
                judgement.confidence(),
                said.meanDepth(),
                said.patchDepths().rows(),
                said.patchDepths().columns(),
                said.patchDepths().depths(),
                Thumbnail.jpeg(frame.seen().orElseThrow(), THUMBNAIL));
    }

    void merge(Gallery other) {
        mistakes.merge(other.mistakes);
        deepest.merge(other.deepest);
        shallowest.merge(other.shallowest);
    }

    /** Wrong answers given with the most confidence. */
    public List<Exhibit> mistakes() {
        return mistakes.exhibits();
    }

    public List<Exhibit> deepest() {
        return deepest.exhibits();
    }

    public List<Exhibit> shallowest() {
        return shallowest.exhibits();
    }
}
