package dev.avitstreams.inference.engine;

import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.device.InferenceException;
import dev.avitstreams.inference.device.SelfTest;
import dev.avitstreams.inference.image.DecodeLimits;
import dev.avitstreams.inference.image.ImageDecoder;
import dev.avitstreams.inference.model.ModelFolder;
import java.time.InstantSource;
import java.util.List;

/** Opens classifiers: warmed up, self-tested, ready for frames. */
public final class FrameClassifiers {
    private FrameClassifiers() {}

    /** Loads the model's default operating point; otherwise as the other {@code open}. */
    public static BatchingFrameClassifier open(
            ModelFolder folder,
            BackendOptions options,
            EngineConfig config,
            DecodeLimits limits,
            EngineListener listener) {
        return open(
                LoadedModel.load(folder, options, List.of(folder.defaultOperatingPoint())), config, limits, listener);
    }

    /**
     * Starts a classifier on a model that is already loaded, and owns it from then on.
     *
     * @throws ClassifierBrokenException if the model fails its self-test; whatever it fails by, its backend is then
     *     closed
     */
    public static BatchingFrameClassifier open(
            LoadedModel model, EngineConfig config, DecodeLimits limits, EngineListener listener) {
        return open(model, config, limits, listener, InstantSource.system());
    }

    static BatchingFrameClassifier open(
            LoadedModel model, EngineConfig config, DecodeLimits limits, EngineListener listener, InstantSource clock) {
        try {
            requireFit(model);
            return new BatchingFrameClassifier(model, config, limits, listener, clock);
        } catch (Throwable e) { // an Error too: nobody else has the backend
            model.backend().close();
            throw e;
        }
    }

    private static void requireFit(LoadedModel model) {
        try {
            ImageDecoder.warmUp(model.imageSide());
            SelfTest.run(model.backend(), model.imageSide(), model.points());
        } catch (InferenceException | RuntimeException e) {
            throw new ClassifierBrokenException(
                    "The model " + model.identity().name() + " is not fit for use: " + e.getMessage(), e);
        }
    }
}
