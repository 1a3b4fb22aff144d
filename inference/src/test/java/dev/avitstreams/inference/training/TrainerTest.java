package dev.avitstreams.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.training.augmentation.Target;
import dev.avitstreams.inference.training.checkpoint.Checkpoint;
import dev.avitstreams.inference.training.data.TrainingBatch;
import dev.avitstreams.inference.training.loss.Losses;
import dev.avitstreams.inference.training.network.HaltingNetwork;
import dev.avitstreams.inference.training.network.Parameters;
import dev.avitstreams.inference.training.schedule.SmallerSides;
import dev.avitstreams.inference.verify.GoldenSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final int SMALLER = 16;

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());

    @Test
    void ofASmallerImageTheTeachersAnswerForTheWholeOneIsLearned() {
        Architecture architecture = set.architecture();
        TrainingSettings settings =
                TinyTraining.settings(4, Optional.empty(), Optional.of(new SmallerSides(List.of(SMALLER))));
        try (PointerScope scope = new PointerScope();
                Parameters weights = Parameters.copyOf(set.weights(), architecture);
                Trainer trainer = new Trainer(
                        architecture,
                        settings,
                        Parameters.copyOf(set.weights(), architecture),
                        Checkpoint.start(set.weights(), architecture))) {
            // Given
            Tensor images = set.vectors().floats("input"); // [8, 3, 32, 32]
            float[] pixels = new float[(int) images.numel()];
            images.data_ptr_float().get(pixels);
            HaltingNetwork network = new HaltingNetwork(
                    architecture, settings.gate(), settings.threshold(), weights, settings.precision(), 0);
            Tensor answers = network.forward(ShrunkImages.of(images, SMALLER)).logits();
            double ofWhole =
                    distillation(settings, answers, network.dense(images, false).logits());
            double ofShrunk = distillation(
                    settings,
                    answers,
                    network.dense(ShrunkImages.of(images, SMALLER), false).logits());

            // When
            StepReport report = trainer.step(new TrainingBatch(
                    1,
                    architecture.imageSide(),
                    pixels,
                    Collections.nCopies((int) images.size(0), new Target(Target.UNLABELLED, Target.UNLABELLED, 1))));

            // Then
            assertThat(report.side()).isEqualTo(SMALLER);
            assertThat(report.distillation()).isCloseTo(ofWhole, within(1e-4));
            assertThat(Math.abs(ofWhole - ofShrunk)).as("it matters").isGreaterThan(1e-2);
        }
    }

    private static double distillation(TrainingSettings settings, Tensor answers, Tensor teacher) {
        return Losses.distillation(answers, teacher, settings.losses().temperature())
                .item_double();
    }
}
