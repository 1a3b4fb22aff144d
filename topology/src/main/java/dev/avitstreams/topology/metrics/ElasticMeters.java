package dev.avitstreams.topology.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.inference.elastic.LoadSample;
import dev.avitstreams.inference.elastic.PointChoice;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;

/** The meters of points chosen by load; gauges only while they are. Thread-safe; gauges are read without the lock. */
final class ElasticMeters {
    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final MeterBuilders meters;
    private final Counter changes;
    private volatile PointChoice choice = PointChoice.BEST;
    private volatile Duration age = Duration.ZERO;
    private volatile int points = 1;
    private volatile Duration objective = Duration.ZERO;

    @GuardedBy("this")
    private List<Gauge> shown = List.of();

    ElasticMeters(MeterRegistry registry) {
        this.registry = registry;
        this.meters = new MeterBuilders(registry);
        this.changes = meters.counter(AvitMeter.ELASTIC_CHANGES);
    }

    /** At the best; or where another model goes on with other points, from the place of the one before. */
    synchronized void begin(int pointsNow, Duration objectiveNow) {
        points = pointsNow;
        objective = objectiveNow;
        choice = shown.isEmpty()
                ? PointChoice.BEST
                : new PointChoice(Math.min(pointsNow - 1, choice.normal()), Math.min(pointsNow - 1, choice.high()));
        age = Duration.ZERO;
        if (shown.isEmpty()) {
            shown = List.of(
                    meters.gauge(AvitMeter.ELASTIC_PLACE, () -> choice.normal(), "normal"),
                    meters.gauge(AvitMeter.ELASTIC_PLACE, () -> choice.high(), "high"),
                    meters.gauge(AvitMeter.ELASTIC_LAST_PLACE, () -> points - 1),
                    meters.gauge(AvitMeter.ELASTIC_OBJECTIVE, () -> objective.toNanos() / NANOS),
                    meters.gauge(AvitMeter.ELASTIC_AGE, () -> age.toNanos() / NANOS));
        }
    }

    /** The point is fixed: what was chosen last says nothing any more. */
    synchronized void end() {
        shown.forEach(registry::remove);
        shown = List.of();
    }

    synchronized void chosen(LoadSample sample, PointChoice next) {
        if (shown.isEmpty()) {
            return; // a choice that was under way when the point was fixed
        }
        if (!next.equals(choice)) {
            changes.increment();
        }
        choice = next;
        age = sample.age();
    }
}
