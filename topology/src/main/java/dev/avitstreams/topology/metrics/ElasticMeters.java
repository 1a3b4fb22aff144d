package dev.avitstreams.topology.metrics;

import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;

/** The meters of points chosen by load. Written by the engine's ticking thread, read at every scrape. */
final class ElasticMeters {
    private static final double NANOS = 1e9;

    private final Counter changes;
    private volatile PointChoice choice = PointChoice.BEST;
    private volatile Duration age = Duration.ZERO;
    private volatile int points = 1;
    private volatile Duration objective = Duration.ZERO;

    ElasticMeters(MeterBuilders meters) {
        this.changes = meters.counter(AvitMeter.ELASTIC_CHANGES);
        meters.gauge(AvitMeter.ELASTIC_PLACE, () -> choice.normal(), "normal");
        meters.gauge(AvitMeter.ELASTIC_PLACE, () -> choice.high(), "high");
        meters.gauge(AvitMeter.ELASTIC_LAST_PLACE, () -> points - 1);
        meters.gauge(AvitMeter.ELASTIC_OBJECTIVE, () -> objective.toNanos() / NANOS);
        meters.gauge(AvitMeter.ELASTIC_AGE, () -> age.toNanos() / NANOS);
    }

    /** A meter is registered once, but another model may have other points. */
    void begin(int pointsNow, Duration objectiveNow) {
        points = pointsNow;
        objective = objectiveNow;
        choice = PointChoice.BEST;
    }

    void chosen(LoadSample sample, PointChoice next) {
        if (!next.equals(choice)) {
            changes.increment();
        }
        choice = next;
        age = sample.age();
    }
}
