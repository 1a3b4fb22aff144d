package dev.avitstreams.inference.training;

import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.ModelManifest.Training;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.model.SafetensorsWriter;
import dev.avitstreams.inference.training.network.Parameters;
import dev.avitstreams.inference.training.schedule.PointRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Writes the model in training as a model folder, weights in f16: what is evaluated is what ships. */
final class ModelSnapshot {
    private ModelSnapshot() {}

    static ModelFolder write(Path folder, ModelFolder start, TrainingSettings settings, Parameters weights, long step) {
        ModelManifest from = start.manifest();
        OperatingPoint point = new OperatingPoint("default", settings.threshold(), 0, Optional.empty());
        try (PointerScope scope = new PointerScope()) {
            SafetensorsWriter writer = new SafetensorsWriter();
            weights.all().forEach((name, tensor) -> writer.add(name, tensor.to(ScalarType.Half)));
            return ModelFolder.write(
                    folder,
                    file -> new ModelManifest(
                            ModelManifest.FORMAT_VERSION,
                            from.name(),
                            from.version() + "+" + step,
                            from.architecture(),
                            settings.gate(),
                            from.normalisation(),
                            from.labels(),
                            file,
                            List.of(point),
                            new Training(from.training().startedFrom(), recipe(settings, step)),
                            List.of()),
                    start.labels(),
                    writer);
        }
    }

    private static String recipe(TrainingSettings s, long step) {
        LossWeights losses = s.losses();
        return "%d of %d steps of %d images, %s; AdamW, learning rate %s cosine, scores %s times as fast, frozen %s;"
                        .formatted(
                                step,
                                s.steps(),
                                s.batchSize(),
                                s.precision(),
                                s.learningRate().peak(),
                                s.scoreBoost(),
                                s.frozen())
                + " distillation %s (T=%s), matching %s, following %s, labels %s, ponder %s, prior %s (depth %s), drop width %s;"
                        .formatted(
                                losses.distillation(),
                                losses.temperature(),
                                losses.matching(),
                                losses.following(),
                                losses.classification(),
                                s.tightening().ponderWeight(),
                                s.tightening().priorWeight(),
                                s.tightening().targetDepth(),
                                s.dropWidth())
                + " target %s GMACs over %d steps, %s, mixed %s, seed %d"
                        .formatted(
                                s.tightening()
                                        .targetGmacs()
                                        .map(String::valueOf)
                                        .orElse("no"),
                                s.tightening().rampSteps(),
                                s.points().map(ModelSnapshot::range).orElse("one point")
                                        + s.smallerSides()
                                                .map(smaller -> ", sides " + smaller.sides())
                                                .orElse(""),
                                s.augmentation().mixedShare(),
                                s.seed());
    }

    private static String range(PointRange range) {
        return "shifts up to %s at %s GMACs".formatted(range.mostShift(), range.cheapestGmacs());
    }
}
