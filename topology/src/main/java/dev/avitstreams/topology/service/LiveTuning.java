package dev.avitstreams.topology.service;

import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.LiveSettings;
import dev.avitstreams.topology.control.Tuning;
import dev.avitstreams.topology.health.Control;
import dev.avitstreams.topology.metrics.AvitMetrics;
import java.util.Optional;

/** What the endpoints show and change of the settings, before there is an operator and after. Thread-safe. */
final class LiveTuning {
    private final AvitConfig atStart;
    private volatile Optional<Tuning> tuning = Optional.empty();

    LiveTuning(AvitConfig atStart) {
        this.atStart = atStart;
    }

    /** The operator is there, and its settings may be changed from now on. */
    void begin(Operator operator, AvitMetrics metrics) {
        Tuning begun = new Tuning(atStart, operator.classifier()::batches, operator.points(), (path, now) -> {
            metrics.settingChanged(path);
            if (path.equals(LiveSettings.OPERATING_POINT)) {
                metrics.model(operator.classifier().model(), now.model().operatingPoint(), operator.device());
            }
        });
        metrics.watchSetting(LiveSettings.MAX_SIZE, () -> begun.config().batch().maxSize());
        metrics.watchSetting(
                LiveSettings.MAX_DELAY, () -> begun.config().batch().maxDelay().toNanos() / 1e9);
        tuning = Optional.of(begun);
    }

    Optional<? extends Control> control() {
        return tuning;
    }

    /** As {@code /config} shows it. */
    String effective() {
        return tuning.map(Tuning::effective).orElseGet(atStart::effective);
    }
}
