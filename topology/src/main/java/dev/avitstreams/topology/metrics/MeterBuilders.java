package dev.avitstreams.topology.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Makes Micrometer's meters out of the catalogue's entries. Buckets are fixed: fleets can add them up. */
final class MeterBuilders {

    private static final Duration[] DURATIONS = LongStream.of(
                    1, 2, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 2_000, 5_000, 10_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;

    MeterBuilders(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(AvitMeter meter, String... tagValues) {
        return Counter.builder(meter.meterName())
                .description(meter.description())
                .tags(tags(meter, tagValues))
                .register(registry);
    }

    Gauge gauge(AvitMeter meter, Supplier<Number> value, String... tagValues) {
        return Gauge.builder(meter.meterName(), value)
                .description(meter.description())
                .tags(tags(meter, tagValues))
                .register(registry);
    }

    void remove(Meter meter) {
        registry.remove(meter);
    }

    Timer timer(AvitMeter meter, String... tagValues) {
        return Timer.builder(meter.meterName())
                .description(meter.description())
                .serviceLevelObjectives(DURATIONS)
                .tags(tags(meter, tagValues))
                .register(registry);
    }

    DistributionSummary histogram(AvitMeter meter, double[] buckets, String... tagValues) {
        return DistributionSummary.builder(meter.meterName())
                .description(meter.description())
                .serviceLevelObjectives(buckets)
                .tags(tags(meter, tagValues))
                .register(registry);
    }

    private static List<Tag> tags(AvitMeter meter, String... values) {
        if (values.length != meter.tags().size()) {
            throw new IllegalArgumentException(
                    meter + " has the tags " + meter.tags() + ", but " + values.length + " values were given");
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(meter.tags().get(i), values[i]));
        }
        return tags;
    }
}
