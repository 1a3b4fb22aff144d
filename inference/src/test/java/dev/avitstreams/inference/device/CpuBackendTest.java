package dev.avitstreams.inference.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.avitstreams.inference.frame.Classification;
import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.frame.Prediction;
import dev.avitstreams.inference.halting.OperatorPrecision;
import dev.avitstreams.inference.image.PreparedImage;
import dev.avitstreams.inference.model.ModelFolder;
import dev.avitstreams.inference.model.OperatingPoint;
import dev.avitstreams.inference.testing.SafetensorsWriter;
import dev.avitstreams.inference.testing.SmallModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuBackendTest {
    @TempDir
    private Path folder;

    private ModelFolder model;
    private OperatingPoint point;
    private List<PreparedImage> images;

    @BeforeEach
    void prepare() throws IOException {
        model = SmallModel.open(folder);
        point = model.defaultOperatingPoint();
        Random random = new Random(7);
        images = IntStream.range(0, 24).mapToObj(index -> noise(random)).toList();
    }

    @Test
    void itTellsHowLongItsWorkersHaveComputed() throws InferenceException {
        try (Backend backend = open(2)) {
            assertThat(backend.workers()).isEqualTo(2);
            assertThat(backend.busyNanos()).isZero();

            backend.classify(images, point);
            long once = backend.busyNanos();
            backend.classify(images, point);

            assertThat(once).isPositive();
            assertThat(backend.busyNanos()).isGreaterThan(once);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aResultDoesNotDependOnItsBatchNorOnTheWorker(int workers) throws InferenceException {
        // Given each image alone
        List<Classification> alone = new ArrayList<>();
        try (Backend backend = open(1)) {
            for (PreparedImage image : images) {
                alone.addAll(backend.classify(List.of(image), point));
            }
        }

        // When they come in batches of any size and order
        Random random = new Random(11);
        try (Backend backend = open(workers)) {
            for (int round = 0; round < 20; round++) {
                List<Integer> order = new ArrayList<>(
                        IntStream.range(0, images.size()).boxed().toList());
                Collections.shuffle(order, random);
                List<Integer> batch = order.subList(0, 1 + random.nextInt(images.size()));
                List<Classification> together =
                        backend.classify(batch.stream().map(images::get).toList(), point);

                // Then
                assertThat(together).hasSameSizeAs(batch);
                for (int place = 0; place < batch.size(); place++) {
                    assertSameBits(together.get(place), alone.get(batch.get(place)));
                }
            }
        }
    }

    @Test
    void classificationsCarryLabelsProbabilitiesDepthsAndCost() throws InferenceException {
        try (Backend backend = open(1)) {
            // When
            Classification answer =
                    backend.classify(images.subList(0, 1), point).get(0);

            // Then
            assertThat(answer.top()).hasSize(3); // the model has three classes
            assertThat(answer.top()).isSortedAccordingTo((a, b) -> Float.compare(b.probability(), a.probability()));
            assertThat(answer.top().stream()
                            .mapToDouble(Prediction::probability)
                            .sum())
                    .isBetween(.99999, 1.00001);
            assertThat(answer.top()).extracting(Prediction::id).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(answer.patchDepths().rows()).isEqualTo(2);
            assertThat(answer.patchDepths().columns()).isEqualTo(2);
            assertThat(answer.patchDepths().completeness()).isEqualTo(Completeness.COMPLETE);
            assertThat(answer.activeTokens()).startsWith(5).hasSize(3);
            assertThat(answer.macsExecuted()).isLessThanOrEqualTo(answer.macsDense());
            assertThat(answer.operatingPoint()).isEqualTo("default");
            assertThat(answer.model()).isEqualTo(model.identity());
        }
    }

    @Test
    void anOperatingPointOfEarlierHaltingComputesLess() throws InferenceException {
        try (Backend backend = open(2)) {
            assertThat(macs(backend, model.operatingPoint("fast"))).isLessThan(macs(backend, point));
        }
    }

    @Test
    void anEmptyBatchHasNoResults() throws InferenceException {
        try (Backend backend = open(2)) {
            assertThat(backend.classify(List.of(), point)).isEmpty();
        }
    }

    @Test
    void anImageOfAnotherSizeIsRefused() {
        try (Backend backend = open(1)) {
            PreparedImage large = new PreparedImage(16, new byte[3 * 16 * 16]);
            assertThatThrownBy(() -> backend.classify(List.of(large), point))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16 pixels, the model takes 8");
        }
    }

    @Test
    void theSelfTestPassesOnASoundModel() throws InferenceException {
        try (Backend backend = open(2)) {
            SelfTest.run(backend, 8, point);
        }
    }

    @Test
    void brokenWeightsFailTheBatchAndTheSelfTest() throws IOException {
        // Given
        SafetensorsWriter weights = SmallModel.weights((name, shape) -> shape, "norm.bias", Float.NaN);
        SmallModel.writeTo(folder, weights);
        model = ModelFolder.open(folder);

        try (Backend backend = open(2)) {
            assertThatThrownBy(() -> backend.classify(images, point))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("not finite");
            assertThatThrownBy(() -> SelfTest.run(backend, 8, point)).isInstanceOf(InferenceException.class);
        }
    }

    @Test
    void aBatchThatFailsLeavesNothingBehind() throws IOException {
        // Given weights that fail a batch once all of it has been computed
        SmallModel.writeTo(folder, SmallModel.weights((name, shape) -> shape, "norm.bias", Float.NaN));
        model = ModelFolder.open(folder);

        try (Backend backend = open(2)) {
            assertThatThrownBy(() -> backend.classify(images, point)).isInstanceOf(InferenceException.class);
            long pointers = Pointer.totalCount();

            // When
            for (int round = 0; round < 5; round++) {
                assertThatThrownBy(() -> backend.classify(images, point)).isInstanceOf(InferenceException.class);
            }

            // Then
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
        }
    }

    @Test
    void closingGivesBackAllNativeMemory() throws InferenceException {
        try (Backend backend = open(2)) {
            backend.classify(images, point);
        }
        long pointers = Pointer.totalCount();

        for (int round = 0; round < 5; round++) {
            try (Backend backend = open(2)) {
                backend.classify(images, point);
            }
        }

        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    }

    @Test
    void describesItself() {
        try (Backend one = open(1);
                Backend two = open(2)) {
            assertThat(one.description()).isEqualTo("cpu (1 worker)");
            assertThat(two.description()).isEqualTo("cpu (2 workers)");
        }
    }

    @Test
    void asManyBatchesAsWorkersAreUnderWay() {
        try (Backend two = open(2)) {
            assertThat(two.concurrentBatches()).isEqualTo(2);
            assertThat(two.framesPerWorker().orElseThrow()).isPositive();
        }
    }

    private Backend open(int workers) {
        return Backends.open(
                model, new BackendOptions(DevicePreference.CPU, workers, Completeness.COMPLETE, OperatorPrecision.F32));
    }

    private long macs(Backend backend, OperatingPoint at) throws InferenceException {
        return backend.classify(images, at).stream()
                .mapToLong(Classification::macsExecuted)
                .sum();
    }

    private static void assertSameBits(Classification one, Classification other) {
        assertThat(Arrays.equals(one.logits(), other.logits())).isTrue();
        assertThat(one.patchDepths().depths()).isEqualTo(other.patchDepths().depths());
        assertThat(one.classTokenDepth()).isEqualTo(other.classTokenDepth());
        assertThat(one.activeTokens()).isEqualTo(other.activeTokens());
        assertThat(one.macsExecuted()).isEqualTo(other.macsExecuted());
        assertThat(one.top()).isEqualTo(other.top());
    }

    private static PreparedImage noise(Random random) {
        byte[] pixels = new byte[3 * 8 * 8];
        random.nextBytes(pixels);
        return new PreparedImage(8, pixels);
    }
}
