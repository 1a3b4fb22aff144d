package dev.avitstreams.inference.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelException;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The backend of a GPU with a CPU in the GPU's place, on the bundled model. */
@Timeout(120)
class CudaBackendTest {
    private final ModelFolder model = ModelFolder.open(TestData.bundledModel());
    private final List<PreparedImage> images =
            blobs(5, model.manifest().architecture().imageSide());

    @ParameterizedTest
    @EnumSource(Completeness.class)
    void classifiesAsTheCpuBackendDoes(Completeness depthMaps) throws InferenceException {
        try (Backend cpu = new CpuBackend(model, options(depthMaps, OperatorPrecision.F32));
                Backend device = open(depthMaps, OperatorPrecision.F32)) {
            // When
            List<Classification> expected = cpu.classify(images, model.defaultOperatingPoint());
            List<Classification> actual = device.classify(images, model.defaultOperatingPoint());

            // Then
            for (int image = 0; image < images.size(); image++) {
                assertThat(actual.get(image).logits())
                        .containsExactly(expected.get(image).logits(), within(1e-4f));
                assertThat(actual.get(image).patchDepths())
                        .usingRecursiveComparison()
                        .isEqualTo(expected.get(image).patchDepths());
                assertThat(actual.get(image).classTokenDepth())
                        .isEqualTo(expected.get(image).classTokenDepth());
                assertThat(actual.get(image).activeTokens())
                        .isEqualTo(expected.get(image).activeTokens());
                assertThat(actual.get(image).macsExecuted())
                        .isBetween(
                                expected.get(image).macsExecuted(),
                                expected.get(image).macsDense());
            }
        }
    }

    @Test
    void aLaterBatchOfAnyOtherSizeIsNotMixedWithAnEarlierOne() throws InferenceException {
        try (Backend device = open(Completeness.COMPLETE, OperatorPrecision.F32)) {
            List<Classification> together = device.classify(images, model.defaultOperatingPoint());
            for (int image = images.size() - 1; image >= 0; image--) {
                Classification alone = device.classify(List.of(images.get(image)), model.defaultOperatingPoint())
                        .get(0);
                assertThat(alone.logits()).containsExactly(together.get(image).logits(), within(1e-4f));
            }
            assertThat(device.classify(List.of(), model.defaultOperatingPoint()))
                    .isEmpty();
        }
    }

    @Test
    void smallerImagesAreNotMixedWithLargerOnes() throws InferenceException {
        OperatingPoint own = model.defaultOperatingPoint();
        OperatingPoint smaller = smaller();
        try (Backend cpu = new CpuBackend(model, options(Completeness.COMPLETE, OperatorPrecision.F32));
                Backend device = open(Completeness.COMPLETE, OperatorPrecision.F32)) {
            for (OperatingPoint point : List.of(own, smaller, own)) {
                List<Classification> expected = cpu.classify(images, point);
                List<Classification> actual = device.classify(images, point);
                for (int image = 0; image < images.size(); image++) {
                    assertThat(actual.get(image).logits())
                            .containsExactly(expected.get(image).logits(), within(1e-4f));
                    assertThat(actual.get(image).patchDepths().rows()).isEqualTo(point == smaller ? 10 : 14);
                }
            }
        }
    }

    @Test
    void halfPrecisionSaysSoAndPassesItsSelfTest() throws InferenceException {
        try (Backend device = open(Completeness.COMPLETE, OperatorPrecision.F16)) {
            assertThat(device.description()).endsWith("(f16)");
            SelfTest.run(device, model.manifest().architecture().imageSide(), model.defaultOperatingPoint());
        }
    }

    @Test
    void whatOnlyACpuComputesIsRefused() {
        for (OperatorPrecision precision : List.of(OperatorPrecision.INT8, OperatorPrecision.BF16)) {
            try (DeviceStream stream = DeviceStream.cpu()) {
                assertThatThrownBy(() -> new CudaBackend(model, options(Completeness.COMPLETE, precision), stream))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining(
                                precision.name().toLowerCase(Locale.ROOT) + ", which only a CPU computes here");
            }
        }
    }

    @Test
    void givesBackAllNativeMemory() throws InferenceException {
        useOnce();
        long pointers = Pointer.totalCount();

        useOnce();

        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    }

    private void useOnce() throws InferenceException {
        try (Backend device = open(Completeness.COMPLETE, OperatorPrecision.F32)) {
            device.classify(images.subList(0, 1), model.defaultOperatingPoint());
            device.classify(images.subList(0, 2), model.defaultOperatingPoint());
            device.classify(images.subList(0, 1), smaller());
        }
    }

    private OperatingPoint smaller() {
        OperatingPoint own = model.defaultOperatingPoint();
        return new OperatingPoint("smaller", own.threshold(), own.gateShift(), Optional.of(160), Optional.empty());
    }

    private Backend open(Completeness depthMaps, OperatorPrecision precision) {
        return new CudaBackend(model, options(depthMaps, precision), DeviceStream.cpu());
    }

    private static BackendOptions options(Completeness depthMaps, OperatorPrecision precision) {
        return new BackendOptions(DevicePreference.CUDA, 1, depthMaps, precision);
    }

    /** Bright rectangles on dark ground, so that some tokens have more to see than others. */
    private static List<PreparedImage> blobs(int count, int side) {
        Random random = new Random(11);
        List<PreparedImage> images = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            byte[] pixels = new byte[3 * side * side];
            int size = side / (image + 2);
            for (int channel = 0; channel < 3; channel++) {
                for (int y = size / 2; y < size; y++) {
                    for (int x = size / 2; x < size; x++) {
                        pixels[(channel * side + y) * side + x] = (byte) random.nextInt(256);
                    }
                }
            }
            images.add(new PreparedImage(side, pixels));
        }
        return images;
    }
}
