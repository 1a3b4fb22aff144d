package dev.avitstreams.ops.doctor;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.device.SelfTest;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the model is intact, and the device computes with it. */
public final class ModelCheck {
    private ModelCheck() {}

    public static List<Finding> run(Path folder, BackendOptions options) {
        List<Finding> findings = new ArrayList<>();
        ModelFolder model;
        try {
            model = ModelFolder.open(folder);
        } catch (ModelException e) {
            return List.of(Finding.ailing("model", String.valueOf(e.getMessage())));
        }
        findings.add(Finding.well(
                "model",
                model.manifest().name() + " " + model.manifest().version() + " in " + folder
                        + ", digest and tensors as described"));
        long began = System.nanoTime();
        try (Backend backend = Backends.open(model, options)) {
            SelfTest.run(backend, model.manifest().architecture().imageSide(), model.defaultOperatingPoint());
            findings.add(Finding.well(
                    "device",
                    String.format(
                            Locale.ROOT,
                            "%s, self-test passed in %.1f s",
                            backend.description(),
                            (System.nanoTime() - began) / 1e9)));
        } catch (ModelException | InferenceException | LinkageError e) {
            findings.add(Finding.ailing("device", String.valueOf(e.getMessage())));
        }
        return findings;
    }
}
