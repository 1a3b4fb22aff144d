package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.model.Safetensors;
import dev.avitstreams.inference.model.TensorInfo;
import dev.avitstreams.inference.testing.SafetensorsWriter;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.verify.GoldenSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of 16 pixels on a model of 32, beside one that was made for 16 and has the same position everywhere. */
class SmallerImageTest {
    private static final int SIDE = 16;
    private static final HaltingRule RULE = new HaltingRule(.99f, 0, Completeness.COMPLETE);

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());

    @BeforeEach
    void oneThread() {
        CpuThreads.useOne();
    }

    @Test
    void itIsComputedAsByAModelMadeForItsSide(@TempDir Path folder) {
        Architecture small = set.architecture().atSide(SIDE);
        try (AVit whole =
                        AVit.load(evenly(folder.resolve("whole"), set.architecture()), set.architecture(), set.gate());
                AVit made = AVit.load(evenly(folder.resolve("made"), small), small, set.gate());
                Tensor cut = corners()) {
            List<HaltingResult> expected = made.halting(cut, RULE);
            List<HaltingResult> actual = whole.halting(cut, RULE);

            for (int place = 0; place < expected.size(); place++) {
                assertThat(actual.get(place).logits())
                        .containsExactly(expected.get(place).logits(), within(1e-4f));
                assertThat(actual.get(place).depths())
                        .hasSize(small.tokens())
                        .isEqualTo(expected.get(place).depths());
                assertThat(actual.get(place).macs())
                        .isEqualTo(Macs.ofActive(small, actual.get(place).activeTokens()));
                assertThat(whole.dense(cut).get(place).logits())
                        .containsExactly(made.dense(cut).get(place).logits(), within(1e-4f));
            }
        }
    }

    @Test
    void onADeviceItHaltsAsOnTheHost() {
        Architecture sizes = set.architecture();
        Device cpu = Weights.cpu();
        try (AVit host = AVit.load(set.weights(), sizes, set.gate());
                AVit device = AVit.onDevice(
                        set.weights(),
                        sizes,
                        set.gate(),
                        cpu,
                        MatrixProducts.onCpu(OperatorPrecision.F32),
                        new HostAttention(),
                        Compaction.chosen(sizes.blocks()));
                Tensor cut = corners()) {
            List<HaltingResult> expected = host.halting(cut, RULE);
            List<HaltingResult> actual = device.halting(cut, RULE);

            for (int place = 0; place < expected.size(); place++) {
                assertThat(actual.get(place).depths())
                        .isEqualTo(expected.get(place).depths());
            }
        }
    }

    /** [8, 3, 16, 16] of each image its upper left. */
    private Tensor corners() {
        try (Tensor given = set.vectors().floats("input");
                Tensor upper = given.narrow(2, 0, SIDE);
                Tensor left = upper.narrow(3, 0, SIDE)) {
            return left.contiguous();
        }
    }

    /** The same weights, but every patch has the first one's position. */
    private Safetensors evenly(Path file, Architecture architecture) {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (Map.Entry<String, TensorInfo> tensor : set.weights().tensors().entrySet()) {
            try (Tensor values = set.weights().floats(tensor.getKey())) {
                boolean positions = tensor.getKey().equals("pos_embed");
                float[] numbers = Host.floats(values);
                writer.add(
                        tensor.getKey(),
                        positions
                                ? List.of(1L, (long) architecture.tokens(), (long) architecture.width())
                                : tensor.getValue().shape(),
                        positions ? repeated(numbers, architecture) : numbers);
            }
        }
        return Safetensors.open(writer.write(file));
    }

    private static float[] repeated(float[] positions, Architecture architecture) {
        int width = architecture.width();
        float[] all = Arrays.copyOf(positions, architecture.tokens() * width);
        for (int token = 2; token < architecture.tokens(); token++) {
            System.arraycopy(positions, width, all, token * width, width);
        }
        return all;
    }
}
