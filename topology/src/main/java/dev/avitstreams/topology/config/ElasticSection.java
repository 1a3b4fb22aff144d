package dev.avitstreams.topology.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code elastic}: which operating points are chosen among by load, and what for. */
public record ElasticSection(
        @Setting(
                value = "Least share of images right, as model.json says it was measured, that a point must reach to be"
                        + " chosen. Left out: 0.1 less than the best point's.",
                range = "0 to 1")
        Optional<Double> minAccuracy,

        @Setting(
                "Exactly these points, instead of min-accuracy. Empty: those of the model that are measured and reach it.")
        List<String> points,

        @Setting(
                value = "Most time from a frame's arrival in its topic to its label, for nearly all frames: load is too"
                        + " high when it is at risk.",
                byDefault = "250ms",
                range = "10ms to 1h")
        Duration latencyObjective,

        @Setting("Cameras that keep better points for longest when load rises, by their records' key; * stands for any"
                + " characters.")
        List<String> highPriority) {

    private static final Duration OBJECTIVE = Duration.ofMillis(250);

    /** As it is where nothing is set. */
    public static final ElasticSection DEFAULT = new ElasticSection(Optional.empty(), List.of(), OBJECTIVE, List.of());

    public ElasticSection {
        minAccuracy.ifPresent(share -> Check.range("elastic.min-accuracy", share, 0, 1));
        Check.range("elastic.latency-objective", latencyObjective, Duration.ofMillis(10), Duration.ofHours(1));
        points = List.copyOf(points);
        highPriority = List.copyOf(highPriority);
        if (minAccuracy.isPresent() && !points.isEmpty()) {
            throw new InvalidSettingException(
                    "elastic.points", "is " + points + ", but elastic.min-accuracy is set too; leave one of them out");
        }
        if (points.size() == 1) {
            throw new InvalidSettingException(
                    "elastic.points",
                    "is " + points + ", must name two points or more; for one, set model.operating-point to it");
        }
        if (points.stream().distinct().count() < points.size()) {
            throw new InvalidSettingException("elastic.points", "is " + points + ", must name each point once");
        }
    }

    /** Tells of a setting that would be in vain. */
    void requireUnused(String operatingPoint) {
        unusedIf("min-accuracy", minAccuracy.isPresent(), operatingPoint);
        unusedIf("points", !points.isEmpty(), operatingPoint);
        unusedIf("latency-objective", !latencyObjective.equals(OBJECTIVE), operatingPoint);
        unusedIf("high-priority", !highPriority.isEmpty(), operatingPoint);
    }

    private static void unusedIf(String name, boolean isSet, String operatingPoint) {
        if (isSet) {
            throw new InvalidSettingException(
                    "elastic." + name,
                    "is set, but model.operating-point is '" + operatingPoint + "', which does not change with load;"
                            + " set that to elastic, or leave this out");
        }
    }
}
