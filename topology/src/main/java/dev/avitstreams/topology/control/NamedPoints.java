package dev.avitstreams.topology.control;

import dev.avitstreams.inference.engine.PointPolicy;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.function.Consumer;

/**
 * The points of a model, each for every frame.
 *
 * @param policies told the policy from now on
 */
public record NamedPoints(List<OperatingPoint> points, Consumer<PointPolicy> policies)
        implements OperatingPointControl {

    public NamedPoints {
        points = List.copyOf(points);
    }

    @Override
    public List<String> names() {
        return points.stream().map(OperatingPoint::name).toList();
    }

    @Override
    public void choose(String name) {
        policies.accept(PointPolicy.fixed(points.stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "name is '" + name + "', must be one of " + String.join(", ", names())))));
    }
}
