package dev.avitstreams.topology.service;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.engine.BatchingFrameClassifier;
import dev.avitstreams.inference.engine.EngineConfig;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.FrameClassifiers;
import dev.avitstreams.inference.engine.LoadedModel;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.BatchSection;
import java.util.function.UnaryOperator;

/**
 * The one operator of the process, opened as configured: model loaded and verified, backend warm and self-tested.
 *
 * @param device as the backend describes itself
 */
public record Operator(BatchingFrameClassifier classifier, OperatingPoint point, String device)
        implements AutoCloseable {

    /** @throws dev.avitstreams.inference.model.ModelException naming what is wrong with the model or the device */
    public static Operator open(AvitConfig config, EngineListener listener) {
        return open(config, listener, UnaryOperator.identity());
    }

    /** @param around put around the backend, to watch or to disturb it */
    static Operator open(AvitConfig config, EngineListener listener, UnaryOperator<Backend> around) {
        ModelFolder model = ModelFolder.open(config.model().folder());
        return open(
                config,
                model,
                model.operatingPoint(config.model().operatingPoint()),
                config.operator().backendOptions(),
                listener,
                around);
    }

    /**
     * Every classifier of a service is made here, that of the model it starts with and those of models announced later.
     *
     * @param options as a rule the configured ones
     */
    static Operator open(
            AvitConfig config,
            ModelFolder model,
            OperatingPoint point,
            BackendOptions options,
            EngineListener listener,
            UnaryOperator<Backend> around) {
        LoadedModel loaded = LoadedModel.load(model, options, point).around(around);
        return new Operator(
                FrameClassifiers.open(loaded, engine(config), config.frames().decodeLimits(), listener),
                point,
                loaded.backend().description());
    }

    private static EngineConfig engine(AvitConfig config) {
        BatchSection batch = config.batch();
        return EngineConfig.of(
                        batch.maxSize(), batch.maxDelay(), batch.maxBytes().bytes(), batch.maxInFlight())
                .withDecodeMode(config.frames().decode())
                .withWatchdog(config.operator().watchdog());
    }

    @Override
    public void close() {
        classifier.close();
    }
}
