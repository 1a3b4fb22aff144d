package dev.avitstreams.topology.control;

import dev.avitstreams.inference.engine.PointPolicy;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The points of a model, each for every frame, and the choice among them by load.
 *
 * @param elastic makes a policy each time, since one that was put aside knows the load of long ago; empty where the
 *     configuration does not say how to choose by load
 * @param policies told the policy from now on
 */
public record NamedPoints(
        List<OperatingPoint> points, Optional<Supplier<PointPolicy>> elastic, Consumer<PointPolicy> policies)
        implements OperatingPointControl {

    public NamedPoints {
        points = List.copyOf(points);
    }

    @Override
    public List<String> names() {
        return Stream.concat(
                        points.stream().map(OperatingPoint::name),
                        elastic.stream().map(any -> ModelManifest.ELASTIC))
                .toList();
    }

    @Override
    public void choose(String name) {
        policies.accept(policyOf(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "name is '" + name + "', must be one of " + String.join(", ", names()))));
    }

    private Optional<PointPolicy> policyOf(String name) {
        return name.equals(ModelManifest.ELASTIC)
                ? elastic.map(Supplier::get)
                : points.stream()
                        .filter(point -> point.name().equals(name))
                        .findFirst()
                        .map(PointPolicy::fixed);
    }
}
