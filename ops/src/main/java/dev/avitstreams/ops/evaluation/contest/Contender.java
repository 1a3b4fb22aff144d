package dev.avitstreams.ops.evaluation.contest;

import dev.avitstreams.inference.engine.BatchRunner;
import dev.avitstreams.inference.engine.Verdict;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;

/**
 * One model at one point. Called by many threads at once.
 *
 * @param model in reports: the model's name, or what was made of the dense one
 * @param kind of role it plays
 * @param identity of its weights
 */
public record Contender(
        String model,
        Kind kind,
        OperatingPoint point,
        ModelIdentity identity,
        Architecture architecture,
        BatchRunner runner) {

    /** Why it is there. */
    public enum Kind {
        /** The model that is evaluated, at one of its points; as it would be served. */
        OWN,
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
        return kind == Kind.OWN || kind == Kind.RIVAL;
    }

    List<Verdict> classify(List<PreparedImage> images) {
        return runner.run(images, point);
    }
}
