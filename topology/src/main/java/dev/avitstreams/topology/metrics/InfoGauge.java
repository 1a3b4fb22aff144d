package dev.avitstreams.topology.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** A gauge that is always 1 and tells by its tags; one at a time, for what it tells of changes. Thread-safe. */
final class InfoGauge {
    private final MeterRegistry registry;
    private final MeterBuilders meters;
    private final AvitMeter meter;

    @GuardedBy("this")
    private Optional<Gauge> shown = Optional.empty();

    InfoGauge(MeterRegistry registry, AvitMeter meter) {
        this.registry = registry;
        this.meters = new MeterBuilders(registry);
        this.meter = meter;
    }

    synchronized void show(String... tagValues) {
        hide();
        shown = Optional.of(meters.gauge(meter, () -> 1, tagValues));
    }

    synchronized void hide() {
        shown.ifPresent(registry::remove);
        shown = Optional.empty();
    }
}
