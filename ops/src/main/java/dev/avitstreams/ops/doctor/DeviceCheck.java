package dev.avitstreams.ops.doctor;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.device.SelfTest;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.elastic.ServedPoints;
import java.util.Locale;

/** Whether the configured device computes with the configured model. */
public final class DeviceCheck {
    private DeviceCheck() {}

    /** @param config with a model that is whole */
    public static Finding run(AvitConfig config) {
        long began = System.nanoTime();
        try {
            ModelFolder model = ModelFolder.open(config.model().folder());
            try (Backend backend = Backends.open(model, config.operator().backendOptions())) {
                SelfTest.run(
                        backend,
                        model.manifest().architecture().imageSide(),
                        ServedPoints.of(model, config.model().operatingPoint(), config.elastic())
                                .best());
                return Finding.well(
                        "device",
                        String.format(
                                Locale.ROOT,
                                "%s, self-test passed in %.1f s",
                                backend.description(),
                                (System.nanoTime() - began) / 1e9));
            }
        } catch (ModelException | InferenceException | LinkageError e) {
            return Finding.ailing("device", String.valueOf(e.getMessage()));
        }
    }
}
