package dev.avitstreams.topology.service;

import dev.avitstreams.inference.device.Backend;
import dev.avitstreams.inference.device.BackendOptions;
import dev.avitstreams.inference.elastic.ElasticController;
import dev.avitstreams.inference.elastic.ElasticSettings;
import dev.avitstreams.inference.elastic.Ladder;
import dev.avitstreams.inference.engine.BatchingFrameClassifier;
import dev.avitstreams.inference.engine.ElasticPolicy;
import dev.avitstreams.inference.engine.EngineConfig;
import dev.avitstreams.inference.engine.EngineListener;
import dev.avitstreams.inference.engine.FrameClassifiers;
import dev.avitstreams.inference.engine.LoadedModel;
import dev.avitstreams.inference.engine.PointPolicy;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.topology.config.AvitConfig;
import dev.avitstreams.topology.config.BatchSection;
import dev.avitstreams.topology.config.ModelSection;
import dev.avitstreams.topology.control.ChosenPoint;
import dev.avitstreams.topology.control.NamedPoints;
import dev.avitstreams.topology.elastic.ElasticLog;
import dev.avitstreams.topology.elastic.ServedPoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The one operator of the process, opened as configured: model loaded and verified, backend warm and self-tested.
 *
 * @param folder of its model
 * @param points that it began to run at, one or chosen among by load
 * @param device as the backend describes itself
 * @param choice of other points while it runs, and the one in effect
 */
public record Operator(
        BatchingFrameClassifier classifier, Path folder, ServedPoints points, String device, ChosenPoint choice)
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
                ServedPoints.of(model, config.model().operatingPoint(), config.elastic()),
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
            ServedPoints points,
            BackendOptions options,
            EngineListener listener,
            UnaryOperator<Backend> around) {
        LoadedModel loaded = LoadedModel.load(model, options, points.all()).around(around);
        BatchingFrameClassifier classifier =
                FrameClassifiers.open(loaded, engine(config), config.frames().decodeLimits(), listener);
        try {
            Optional<Supplier<PointPolicy>> elastic = points.ladder()
                    .map(ladder -> () -> elastic(ladder, config.elastic().latencyObjective(), listener));
            elastic.ifPresent(fresh -> classifier.points(fresh.get()));
            NamedPoints named = new NamedPoints(model.manifest().operatingPoints(), elastic, classifier::points);
            return new Operator(
                    classifier,
                    model.path(),
                    points,
                    loaded.backend().description(),
                    new ChosenPoint(named, points.name()));
        } catch (Throwable e) {
            classifier.close();
            throw e;
        }
    }

    private static ElasticPolicy elastic(Ladder ladder, Duration objective, EngineListener listener) {
        return new ElasticPolicy(
                ladder,
                first -> new ElasticController(ladder, ElasticSettings.of(objective), first),
                new ElasticLog(ladder, objective, listener));
    }

    private static EngineConfig engine(AvitConfig config) {
        BatchSection batch = config.batch();
        return EngineConfig.of(
                        batch.maxSize(), batch.maxDelay(), batch.maxBytes().bytes(), batch.maxInFlight())
                .withMaxCameraShare(batch.maxCameraShare())
                .withDecodeMode(config.frames().decode())
                .withWatchdog(config.operator().watchdog());
    }

    /** As a configuration would name the model and the point that it began to run at. */
    ModelSection model() {
        return new ModelSection(folder, points.name());
    }

    /** Name of the point in effect, or {@code elastic}. */
    String point() {
        return choice.now();
    }

    /**
     * Begins where another is on its ladder, where both choose by load: else frames would be late until this one has come
     * down from the best. To be called before the first frame comes.
     */
    void goOnFrom(Operator before) {
        if (classifier.points() instanceof ElasticPolicy own
                && before.classifier().points() instanceof ElasticPolicy others) {
            own.resume(others.choice());
        }
    }

    @Override
    public void close() {
        classifier.close();
    }
}
