package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.testing.TestData;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a GPU is told, done by a CPU, with the model we ship: twelve layers, 197 tokens. */
class BundledDevicePassTest {
    private static final int SIDE = 224;
    private static final int IMAGES = 3;

    private final ModelFolder folder = ModelFolder.open(TestData.bundledModel());

    static Stream<Compaction> compactions() {
        return Stream.of(Compaction.everyBlock(12), Compaction.chosen(12), Compaction.never());
    }

    @ParameterizedTest
    @MethodSource("compactions")
    void depthsAndLogitsAreTheHosts(Compaction compaction) {
        CpuThreads.useOne();
        try (PointerScope scope = new PointerScope();
                AVit host = AVit.load(folder);
                AVit device = onDevice(compaction)) {
            Tensor images = Tensor.create(noiseOnGrey(), IMAGES, 3, SIDE, SIDE);
            for (Completeness depths : Completeness.values()) {
                HaltingRule rule = HaltingRule.of(folder.defaultOperatingPoint(), depths);

                // When
                List<HaltingResult> expected = host.halting(images, rule);
                List<HaltingResult> actual = device.halting(images, rule);

                // Then
                for (int image = 0; image < IMAGES; image++) {
                    HaltingResult one = expected.get(image);
                    assertThat(actual.get(image).depths()).isEqualTo(one.depths());
                    assertThat(actual.get(image).activeTokens()).isEqualTo(one.activeTokens());
                    assertThat(actual.get(image).logits()).containsExactly(one.logits(), within(1e-4f));
                    assertThat(actual.get(image).macs()).isGreaterThanOrEqualTo(one.macs());
                }
                assertThat(expected.get(0).meanDepth()).isLessThan(12);
            }
        }
    }

    private AVit onDevice(Compaction compaction) {
        Device cpu = Weights.cpu();
        return AVit.onDevice(
                folder.weights(),
                folder.manifest().architecture(),
                folder.manifest().gate(),
                cpu,
                MatrixProducts.onCpu(OperatorPrecision.F32),
                new HostAttention(),
                compaction);
    }

    /** Of each image another part is noise, so that tokens halt in different layers. */
    private static float[] noiseOnGrey() {
        Random random = new Random(3);
        float[] values = new float[IMAGES * 3 * SIDE * SIDE];
        for (int index = 0; index < values.length; index++) {
            int image = index / (3 * SIDE * SIDE);
            int row = index / SIDE % SIDE;
            values[index] = row / 56 == image ? (float) random.nextGaussian() : 0;
        }
        return values;
    }
}
