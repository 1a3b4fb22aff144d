package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.Backends;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelIdentity;
import dev.avitstreams.inference.model.OperatingPoint;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A model on a device. Whoever is given it owns the backend.
 *
 * @param imageSide S, the input size in pixels
 * @param points it may be run at, the one to begin with first
 */
public record LoadedModel(Backend backend, ModelIdentity identity, int imageSide, List<OperatingPoint> points) {

    public LoadedModel {
        points = List.copyOf(points);
    }

    /** Loads the weights onto a device; not yet warm. */
    public static LoadedModel load(ModelFolder folder, BackendOptions options, List<OperatingPoint> points) {
        return new LoadedModel(
                Backends.open(folder, options),
                folder.identity(),
                folder.manifest().architecture().imageSide(),
                points);
    }

    OperatingPoint first() {
        return points.get(0);
    }

    /** The same model behind another backend, which owns the one it is given. */
    public LoadedModel around(UnaryOperator<Backend> wrapping) {
        try {
            return new LoadedModel(wrapping.apply(backend), identity, imageSide, points);
        } catch (Throwable e) {
            backend.close();
            throw e;
        }
    }
}
