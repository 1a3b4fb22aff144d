package dev.avitstreams.topology.control;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.LiveSettings;
import dev.avitstreams.topology.config.ModelSection;
import dev.avitstreams.topology.health.Control;
import dev.avitstreams.topology.startup.StartupChecks;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings in effect, and the one place where they change: one change at a time, whole or not at all. Thread-safe;
 * a change waits for the one before it, readers never wait.
 */
public final class Tuning implements Control {
    private static final Logger LOG = LoggerFactory.getLogger(Tuning.class);

    private final AvitConfig atStart;
    private final BatchControl batches;
    private final OperatingPointControl points;
    private final TuningListener listener;

    /** Written under the lock, read without. */
    private volatile AvitConfig now;

    /** As at the start, but with the model that took over last. */
    private volatile AvitConfig untouched;

    /** @param atStart in effect already */
    public Tuning(AvitConfig atStart, BatchControl batches, OperatingPointControl points, TuningListener listener) {
        this.atStart = atStart;
        this.batches = batches;
        this.points = points;
        this.listener = listener;
        this.now = atStart;
        this.untouched = atStart;
    }

    @Override
    public Map<String, String> values() {
        return LiveSettings.of(now);
    }

    /** The same change once more changes nothing. */
    @Override
    public synchronized Map<String, String> change(Map<String, String> changes, String by) {
        AvitConfig before = now;
        AvitConfig after = LiveSettings.changed(before, changes);
        if (!after.equals(before)) {
            requireSound(before, after);
            apply(before, after);
            LOG.info("Settings changed by={} {}", by, LiveSettings.difference(before, after));
        }
        return values();
    }

    /**
     * Another operator has taken over: it is told the batch limits of now, and its model and operating point are those in
     * effect. That is nobody's change, so the listener does not hear of it; but it does where the limits of now do not fit
     * that point, and are again those of the start, which were checked for it.
     *
     * @param seat puts it where changes go; between two of them
     * @param model what it runs, and at which point
     */
    public synchronized void takenOver(Runnable seat, ModelSection model) {
        seat.run();
        untouched = LiveSettings.with(atStart, model);
        AvitConfig kept = LiveSettings.with(now, model);
        List<String> refused = StartupChecks.refusals(kept);
        if (kept.equals(untouched) || refused.isEmpty()) {
            now = kept;
            if (!kept.batch().equals(atStart.batch())) {
                batches.limit(kept.batch().maxSize(), kept.batch().maxDelay());
            }
        } else {
            now = untouched; // as the operator was opened
            LOG.warn(
                    "Settings are again as at the start, {}, since a model took over that they do not fit: {}",
                    LiveSettings.difference(kept, untouched),
                    String.join(" ", refused));
            tell(kept, untouched);
        }
    }

    /** The configuration in effect. */
    public AvitConfig config() {
        return now;
    }

    /** What {@code /config} shows: the configuration in effect, and before it what is not as it was at the start, and why. */
    public String effective() {
        return line("Announced with the model: ", atStart, untouched)
                + line("Changed at /control since the start, and forgotten with the process: ", untouched, now)
                + now.effective();
    }

    private static String line(String why, AvitConfig before, AvitConfig after) {
        String difference = LiveSettings.difference(before, after);
        return difference.isEmpty() ? "" : "# " + why + difference + "\n";
    }

    private void requireSound(AvitConfig before, AvitConfig after) {
        String point = after.model().operatingPoint();
        if (!point.equals(before.model().operatingPoint()) && !points.names().contains(point)) {
            throw LiveSettings.refused(List.of(LiveSettings.OPERATING_POINT + " is '" + point + "', must be one of "
                    + String.join(", ", points.names())));
        }
        List<String> refused = StartupChecks.refusals(after);
        if (!refused.isEmpty()) {
            throw LiveSettings.refused(refused);
        }
    }

    @GuardedBy("this")
    private void apply(AvitConfig before, AvitConfig after) {
        String point = after.model().operatingPoint();
        if (!point.equals(before.model().operatingPoint())) {
            points.choose(point);
        }
        if (!after.batch().equals(before.batch())) {
            batches.limit(after.batch().maxSize(), after.batch().maxDelay());
        }
        now = after;
        tell(before, after);
    }

    private void tell(AvitConfig before, AvitConfig after) {
        Map<String, String> old = LiveSettings.of(before);
        LiveSettings.of(after).forEach((path, value) -> {
            if (!value.equals(old.get(path))) {
                listener.changed(path, after);
            }
        });
    }
}
