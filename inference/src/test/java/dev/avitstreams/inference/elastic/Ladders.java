package dev.avitstreams.inference.elastic;

import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.model.OperatingPoint.Measured;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Ladders to test with. */
public final class Ladders {
    private Ladders() {}

    public static OperatingPoint point(String name, double top1, double gmacs) {
        return new OperatingPoint(name, 0.99f, 0, Optional.of(new Measured(top1, gmacs, 7)));
    }

    public static OperatingPoint unmeasured(String name) {
        return new OperatingPoint(name, 0.99f, 0, Optional.empty());
    }

    /** From 0.8 down to some cost, in even steps, each a little less often right. */
    public static Ladder even(int points, double cheapest) {
        return Ladder.named(IntStream.range(0, points)
                .mapToObj(place -> {
                    double down = points == 1 ? 0 : (double) place / (points - 1);
                    return point("p" + place, 0.76 - 0.1 * down * down, 0.8 - (0.8 - cheapest) * down);
                })
                .toList());
    }

    /** The best, two between, and one of half its cost. */
    public static Ladder usual() {
        return Ladder.named(List.of(
                point("best", 0.75, 0.76),
                point("good", 0.74, 0.64),
                point("fair", 0.71, 0.52),
                point("least", 0.65, 0.38)));
    }
}
