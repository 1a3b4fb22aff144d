package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.function.UnaryOperator;

/**
 * A model on a device. Whoever is given it owns the backend.
 *
 * @param imageSide S, the input size in pixels
 * @param operatingPoint to begin with
 */
public record LoadedModel(Backend backend, ModelIdentity identity, int imageSide, OperatingPoint operatingPoint) {

    /** Loads the weights onto a device; not yet warm. */
    public static LoadedModel load(ModelFolder folder, BackendOptions options, OperatingPoint point) {
        return new LoadedModel(
                Backends.open(folder, options),
                folder.identity(),
                folder.manifest().architecture().imageSide(),
                point);
    }

    /** The same model behind another backend, which owns the one it is given. */
    public LoadedModel around(UnaryOperator<Backend> wrapping) {
        try {
            return new LoadedModel(wrapping.apply(backend), identity, imageSide, operatingPoint);
        } catch (Throwable e) {
            backend.close();
            throw e;
        }
    }
}
