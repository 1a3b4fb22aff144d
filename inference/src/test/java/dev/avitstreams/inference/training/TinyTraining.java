package dev.avitstreams.inference.training;

import dev.avitstreams.inference.model.Gate;
import dev.avitstreams.inference.model.Labels;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.ModelManifest;
import dev.avitstreams.inference.model.Normalisation;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.model.SafetensorsWriter;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.network.Precision;
import dev.avitstreams.inference.training.schedule.LearningRate;
import dev.avitstreams.inference.training.schedule.PointRange;
import dev.avitstreams.inference.training.schedule.SmallerSides;
import dev.avitstreams.inference.training.schedule.Tightening;
import dev.avitstreams.inference.verify.GoldenSet;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.pytorch.Tensor;

/** A model of 83,370 weights and a few synthetic pictures: everything a training needs, in milliseconds. */
final class TinyTraining {
    static final int CLASSES = 10;
    private static final int PICTURES_A_CLASS = 3;

    private final Path folder;
    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());

    TinyTraining(Path folder) throws IOException {
        this.folder = folder;
        writeModel();
        writePictures(folder.resolve("pictures"));
    }

    private void writeModel() {
        SafetensorsWriter writer = new SafetensorsWriter();
        set.weights().tensors().keySet().forEach(name -> {
            Tensor tensor = set.weights().view(name);
            writer.add(name, tensor);
        });
        ModelFolder.write(
                folder.resolve("model"),
                file -> new ModelManifest(
                        ModelManifest.FORMAT_VERSION,
                        "tiny",
                        "1",
                        set.architecture(),
                        set.gate(),
                        Normalisation.IMAGENET,
                        "labels.txt",
                        file,
                        List.of(new OperatingPoint("default", .99f, 0, Optional.empty())),
                        new ModelManifest.Training("a random generator", "none"),
                        List.of()),
                new Labels(IntStream.range(0, CLASSES)
                        .mapToObj(index -> new Labels.Label("c" + index, "class " + index))
                        .toList()),
                writer);
    }

    private static void writePictures(Path folder) throws IOException {
        for (int label = 0; label < CLASSES; label++) {
            Path own = Files.createDirectories(folder.resolve("c" + label));
            for (int number = 0; number < PICTURES_A_CLASS; number++) {
                BufferedImage picture = new BufferedImage(44, 40, BufferedImage.TYPE_INT_RGB);
                Graphics2D brush = picture.createGraphics();
                Color from = Color.getHSBColor(label / (float) CLASSES, 1, 1);
                brush.setPaint(
                        new GradientPaint(0, 0, from, 20f + 5 * number, 30, Color.getHSBColor(.3f * number, 1, .5f)));
                brush.fillRect(0, 0, 44, 40);
                brush.dispose();
                ImageIO.write(
                        picture, "png", own.resolve("picture" + number + ".png").toFile());
            }
        }
    }

    Path model() {
        return folder.resolve("model");
    }

    Path pictures() {
        return folder.resolve("pictures");
    }

    GoldenSet set() {
        return set;
    }

    static TrainingSettings settings(int steps) {
        return settings(steps, Optional.of(new PointRange(2, .0005)), Optional.empty());
    }

    static TrainingSettings settings(int steps, Optional<PointRange> points, Optional<SmallerSides> smaller) {
        return new TrainingSettings(
                7,
                steps,
                6,
                1,
                Precision.F32,
                new Gate(5, 10),
                .99f,
                new LearningRate(1e-3, 1e-5, 3),
                .05,
                1,
                .9,
                new LossWeights(.5, .1, 1, 2, .1, .1),
                new Tightening(.01, .01, 5, 3, 1, 10, Optional.of(.0007)),
                points,
                smaller,
                new Augmentation(.3, 1.33, true, .2, .5, .4, 1),
                List.of("patch_embed."),
                .3,
                4,
                2);
    }

    TrainingPlan plan(int steps) {
        return plan(settings(steps));
    }

    TrainingPlan plan(TrainingSettings settings) {
        return new TrainingPlan(
                settings, model(), model(), List.of(pictures()), List.of(), List.of(pictures()), 12, 10, 5);
    }
}
