package dev.avitstreams.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.imageset.ImageSet;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.training.augmentation.Augmentation;
import dev.avitstreams.inference.training.checkpoint.Checkpoint;
import dev.avitstreams.inference.training.data.BatchSource;
import dev.avitstreams.inference.training.data.TrainingBatch;
import dev.avitstreams.inference.training.network.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step gives back all native memory it took but the trainer's own, without help from the garbage collector. */
class TrainingMemoryTest {
    private static final int WARM_UP = 10;
    private static final int STEPS = 40;
    /** A step takes about 20 MiB, so a leak would be over 800 MiB; the Java heap may grow a little. */
    private static final long TOLERANCE_BYTES = 256L << 20;

    @TempDir
    private Path folder;

    @Test
    void liveNativeBytesStayFlatOverSteps() throws IOException {
        TinyTraining tiny = new TinyTraining(folder);
        ModelFolder model = ModelFolder.open(tiny.model());
        TrainingSettings settings = TinyTraining.settings(WARM_UP + STEPS);
        try (Trainer trainer = new Trainer(
                        model.manifest().architecture(),
                        settings,
                        Parameters.copyOf(model.weights(), model.manifest().architecture()),
                        Checkpoint.start(model.weights(), model.manifest().architecture()));
                ImageSet images = ImageSet.open(List.of(tiny.pictures()), List.of(), model.labels())) {
            // Given
            BatchSource source = new BatchSource(
                    images, 6, 1, Augmentation.NONE, 32, model.manifest().normalisation());
            steps(trainer, source, WARM_UP);
            long pointers = Pointer.totalCount();
            long bytes = Pointer.totalBytes();
            long resident = Pointer.physicalBytes();

            // When
            steps(trainer, source, STEPS);

            // Then (garbage of tests before may have been collected meanwhile, hence "at most")
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
            assertThat(Pointer.physicalBytes() - resident).isLessThan(TOLERANCE_BYTES);
        }
    }

    private static void steps(Trainer trainer, BatchSource source, int steps) throws IOException {
        for (int step = 0; step < steps; step++) {
            TrainingBatch batch = source.batch(trainer.step() + 1);
            trainer.step(batch);
        }
    }
}
