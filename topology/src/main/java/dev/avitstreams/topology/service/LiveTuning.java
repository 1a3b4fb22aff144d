package dev.avitstreams.topology.service;

import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.LiveSettings;
import dev.avitstreams.topology.control.OperatingPointControl;
import dev.avitstreams.topology.control.Tuning;
import dev.avitstreams.topology.health.Control;
import dev.avitstreams.topology.metrics.AvitMetrics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints show and change of the settings, before there is an operator and after; it follows when another
 * operator takes over. Thread-safe.
 */
final class LiveTuning {
    private final AvitConfig atStart;
    private final AvitMetrics metrics;
    private final ServingReports reports;
    private volatile Optional<Tuning> tuning = Optional.empty();
    private volatile @Nullable Operator present;

    LiveTuning(AvitConfig atStart, AvitMetrics metrics, ServingReports reports) {
        this.atStart = atStart;
        this.metrics = metrics;
        this.reports = reports;
    }

    /** The operator that serves from now on. Called by one thread at a time. */
    void present(Operator operator) {
        tuning.ifPresentOrElse(begun -> begun.takenOver(() -> seat(operator), operator.model()), () -> {
            seat(operator);
            begin();
        });
    }

    private void seat(Operator operator) {
        present = operator;
        reports.serves(operator);
    }

    private void begin() {
        Tuning begun = new Tuning(
                atStart,
                (maxSize, maxDelay) -> operator().classifier().batches(maxSize, maxDelay),
                new PresentChoice(),
                this::changed);
        metrics.watchSetting(LiveSettings.MAX_SIZE, () -> begun.config().batch().maxSize());
        metrics.watchSetting(
                LiveSettings.MAX_DELAY, () -> begun.config().batch().maxDelay().toNanos() / 1e9);
        metrics.watchChanges(LiveSettings.OPERATING_POINT);
        tuning = Optional.of(begun);
    }

    private void changed(String path, AvitConfig now) {
        metrics.settingChanged(path);
        if (path.equals(LiveSettings.OPERATING_POINT)) {
            reports.runsAt(operator(), now.model().operatingPoint());
        }
    }

    private Operator operator() {
        return Objects.requireNonNull(present);
    }

    /** Of whichever operator is there. */
    private final class PresentChoice implements OperatingPointControl {
        @Override
        public List<String> names() {
            return operator().choice().names();
        }

        @Override
        public void choose(String name) {
            operator().choice().choose(name);
        }
    }

    Optional<? extends Control> control() {
        return tuning;
    }

    /** As {@code /config} shows it. */
    String effective() {
        return tuning.map(Tuning::effective).orElseGet(atStart::effective);
    }
}
