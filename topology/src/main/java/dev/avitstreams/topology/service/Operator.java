package dev.avitstreams.topology.service;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.engine.BatchingFrameClassifier;
import dev.avitstreams.inference.engine.EngineConfig;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.FrameClassifiers;
import dev.avitstreams.inference.engine.LoadedModel;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.BatchSection;
import dev.avitstreams.topology.control.NamedPoints;
import dev.avitstreams.topology.control.OperatingPointControl;
import java.util.function.UnaryOperator;

/**
 * The one operator of the process, opened as configured: model loaded and verified, backend warm and self-tested.
 *
 * @param device as the backend describes itself
 * @param points to choose from while it runs
 */
public record Operator(
        BatchingFrameClassifier classifier, OperatingPoint point, String device, OperatingPointControl points)
        implements AutoCloseable {

    /** @throws dev.avitstreams.inference.model.ModelException naming what is wrong with the model or the device */
    public static Operator open(AvitConfig config, EngineListener listener) {
        return open(config, listener, UnaryOperator.identity());
    }

    /** @param around put around the backend, to watch or to disturb it */
    static Operator open(AvitConfig config, EngineListener listener, UnaryOperator<Backend> around) {
        ModelFolder model = ModelFolder.open(config.model().folder());
        OperatingPoint point = model.operatingPoint(config.model().operatingPoint());
        LoadedModel loaded = LoadedModel.load(model, config.operator().backendOptions(), point)
                .around(around);
        BatchingFrameClassifier classifier =
                FrameClassifiers.open(loaded, engine(config), config.frames().decodeLimits(), listener);
        return new Operator(
                classifier,
                point,
                loaded.backend().description(),
                new NamedPoints(model.manifest().operatingPoints(), classifier::points));
    }

    private static EngineConfig engine(AvitConfig config) {
        BatchSection batch = config.batch();
        return EngineConfig.of(
                        batch.maxSize(), batch.maxDelay(), batch.maxBytes().bytes(), batch.maxInFlight())
                .withMaxCameraShare(batch.maxCameraShare())
                .withDecodeMode(config.frames().decode())
                .withWatchdog(config.operator().watchdog());
    }

    @Override
    public void close() {
        classifier.close();
    }
}
