package dev.avitstreams.inference.training.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.testing.SafetensorsWriter;
import dev.avitstreams.inference.training.network.Parameters;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdamWTest {
    private static final double RATE = .01;
    private static final double DECAY = .1;

    @TempDir
    private Path folder;

    @Test
    void matrixMovesAsInThePaperAndBiasDoesNotDecay() {
        // Given
        Safetensors start = Safetensors.open(new SafetensorsWriter()
                .add("fc.weight", List.of(1L, 2L), 1, -2)
                .add("fc.bias", List.of(1L), 3)
                .add("unused", List.of(1L), 4)
                .write(folder.resolve("start.safetensors")));
        try (Parameters weights = Parameters.read(start, "", List.of("fc.weight", "fc.bias", "unused"));
                AdamW optimiser = new AdamW(weights.zeros(), weights.zeros(), DECAY, name -> false, 1)) {
            weights.train(name -> true);

            // When
            double matrix = 1;
            double bias = 3;
            double[] matrixMoments = new double[2];
            double[] biasMoments = new double[2];
            for (int step = 1; step <= 5; step++) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor squares = weights.get("fc.weight").pow(new Scalar(2)).sum();
                    squares.add(weights.get("fc.bias").sum()).backward(); // gradients 2w and 1
                }
                optimiser.step(weights, step, RATE, true);
                matrix = expected(matrix * (1 - RATE * DECAY), 2 * matrix, matrixMoments, step);
                bias = expected(bias, 1, biasMoments, step);
            }

            // Then
            assertThat(value(weights.get("fc.weight"))).isCloseTo((float) matrix, within(1e-5f));
            assertThat(value(weights.get("fc.bias"))).isCloseTo((float) bias, within(1e-5f));
            assertThat(value(weights.get("unused"))).isEqualTo(4);
        }
    }

    @Test
    void firstRowOfABoostedMatrixMovesSoManyTimesAsFar() {
        // Given two rows with the same gradient
        Safetensors start = Safetensors.open(new SafetensorsWriter()
                .add("fast.weight", List.of(2L, 1L), 1, 1)
                .add("slow.weight", List.of(2L, 1L), 1, 1)
                .write(folder.resolve("start.safetensors")));
        try (PointerScope scope = new PointerScope();
                Parameters weights = Parameters.read(start, "", List.of("fast.weight", "slow.weight"));
                AdamW optimiser = new AdamW(weights.zeros(), weights.zeros(), 0, "fast.weight"::equals, 3)) {
            weights.train(name -> true);

            // When
            weights.get("fast.weight")
                    .sum()
                    .add(weights.get("slow.weight").sum())
                    .backward();
            optimiser.step(weights, 1, RATE, true);

            // Then
            assertThat(rows(weights.get("fast.weight")))
                    .containsExactly(new float[] {(float) (1 - 3 * RATE), (float) (1 - RATE)}, within(1e-5f));
            assertThat(rows(weights.get("slow.weight")))
                    .containsExactly(new float[] {(float) (1 - RATE), (float) (1 - RATE)}, within(1e-5f));
        }
    }

    private static float[] rows(Tensor tensor) {
        float[] values = new float[2];
        tensor.detach().data_ptr_float().get(values);
        return values;
    }

    private static double expected(double weight, double gradient, double[] moments, int step) {
        moments[0] = .9 * moments[0] + .1 * gradient;
        moments[1] = .999 * moments[1] + .001 * gradient * gradient;
        double first = moments[0] / (1 - Math.pow(.9, step));
        double second = moments[1] / (1 - Math.pow(.999, step));
        return weight - RATE * first / (Math.sqrt(second) + 1e-8);
    }

    private static float value(Tensor tensor) {
        return tensor.data_ptr_float().get(0);
    }
}
