package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.engine.Verdict;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.ops.evaluation.skew.PublishedLabels.Recorded;
import java.util.List;
import java.util.Optional;

/**
 * One model at one point. Called by many threads at once.
 *
 * @param model in reports: the model's name, or what was made of the dense one
 * @param kind of role it plays
 * @param point that it is judged by the name of
 * @param identity of its weights
 */
public record Contender(
        String model,
        Kind kind,
        OperatingPoint point,
        ModelIdentity identity,
        Architecture architecture,
        FrameRunner runner) {

    /** Why it is there. */
    public enum Kind {
        /** The model that is evaluated, at one of its points; as it would be served. */
        OWN,
        /** What production ran: each frame with the model and at the point its label names. */
        RECORDED,
        /** Another model, at one of its points. */
        RIVAL,
        /** The dense pass, asked for. */
        DENSE,
        /** The dense pass, only there for what the others are related to. */
        REFERENCE,
        /** The dense model made cheaper. */
        PRUNED
    }

    /** In reports: which of the model's points. */
    public String pointName() {
        return point.name();
    }

    /** For people. */
    public String title() {
        return model.equals(pointName()) ? model : model + " " + pointName();
    }

    /** Whether production may have answered just so. */
    public boolean isServed() {
        return kind == Kind.OWN || kind == Kind.RECORDED || kind == Kind.RIVAL;
    }

    /** N of an image at its point. */
    public int tokens() {
        return architecture
                .atSide(point.imageSide().orElse(architecture.imageSide()))
                .tokens();
    }

    List<Verdict> classify(List<PreparedImage> images, List<Optional<Recorded>> recorded) {
        return runner.run(images, recorded);
    }
}
