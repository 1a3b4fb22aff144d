package dev.avitstreams.topology.elastic;

import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.topology.config.ElasticSection;
import java.util.List;
import java.util.Optional;

/**
 * The points of a model that the service runs at, as configured. Immutable.
 *
 * @param best what it begins at
 * @param ladder to choose among by load; empty where the point is fixed
 */
public record ServedPoints(OperatingPoint best, Optional<Ladder> ladder) {

    /**
     * @param operatingPoint by name, or {@link ModelManifest#ELASTIC}
     * @throws ModelException if a point is missing or not measured, or fewer than two are left to choose among
     */
    public static ServedPoints of(ModelFolder folder, String operatingPoint, ElasticSection elastic) {
        if (!operatingPoint.equals(ModelManifest.ELASTIC)) {
            return new ServedPoints(folder.operatingPoint(operatingPoint), Optional.empty());
        }
        Ladder ladder = ladder(folder, elastic);
        return new ServedPoints(ladder.point(0), Optional.of(ladder));
    }

    private static Ladder ladder(ModelFolder folder, ElasticSection elastic) {
        Ladder ladder = measured(folder, elastic);
        if (ladder.size() < 2) {
            throw new ModelException("model.operating-point is elastic, but of model "
                    + folder.manifest().name() + " only '" + ladder.point(0).name()
                    + "' is left to choose: the others are not measured, not accurate enough, or cost more and are right"
                    + " no more often. Set model.operating-point to it, or change elastic.min-accuracy or"
                    + " elastic.points.");
        }
        return ladder;
    }

    private static Ladder measured(ModelFolder folder, ElasticSection elastic) {
        try {
            if (!elastic.points().isEmpty()) {
                return Ladder.named(
                        elastic.points().stream().map(folder::operatingPoint).toList());
            }
            List<OperatingPoint> all = folder.manifest().operatingPoints();
            return elastic.minAccuracy().map(least -> Ladder.of(all, least)).orElseGet(() -> Ladder.of(all));
        } catch (IllegalArgumentException refused) {
            throw new ModelException(
                    "model.operating-point is elastic, but model "
                            + folder.manifest().name() + " does not allow it: " + refused.getMessage() + ".",
                    refused);
        }
    }

    /** The best of them alone, whatever the load. */
    public ServedPoints fixed() {
        return new ServedPoints(best, Optional.empty());
    }

    /** The best one first. */
    public List<OperatingPoint> all() {
        return ladder.map(Ladder::points).orElse(List.of(best));
    }

    /** For logs and metrics: the point's name, or that it is chosen by load. */
    public String name() {
        return ladder.isPresent() ? ModelManifest.ELASTIC : best.name();
    }

    /** As a clause about the model. */
    public String inWords() {
        return ladder.map(among -> "chooses by load among "
                        + String.join(
                                ", ",
                                among.points().stream()
                                        .map(OperatingPoint::name)
                                        .toList()))
                .orElse("has the operating point '" + best.name() + "'");
    }
}
