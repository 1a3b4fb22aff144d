package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.onednn.OneDnn;
import dev.avitstreams.inference.onednn.ValueType;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.verify.GoldenSet;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A forward pass gives back all native memory it took, without help from the garbage collector. */
class NativeMemoryTest {
    private static final int WARM_UP = 200;
    private static final int FORWARDS = 400;
    /** A pass takes about 3 MiB of intermediate tensors, so a leak is over 1 GiB; the Java heap may grow a little. */
    private static final long TOLERANCE_BYTES = 256L << 20;

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());
    private final HaltingRule rule = new HaltingRule(.99f, 0, Completeness.COMPLETE);

    @Test
    void liveNativeBytesReturnToWhereTheyWere() {
        try (AVit model = AVit.load(set.weights(), set.architecture(), set.gate())) {
            assertNothingIsKept(model);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueType.class,
            names = {"F32", "BF16"})
    void int8KeepsNothingEither(ValueType others) {
        Libtorch.load();
        assumeTrue(OneDnn.isFastInInt8() && (others == ValueType.F32 || OneDnn.isFastInBf16()));
        try (AVit model = inInt8(others)) {
            assertNothingIsKept(model);
        }
        long pointers = Pointer.totalCount();
        try (AVit model = inInt8(others);
                Tensor images = set.vectors().floats("input")) {
            repeat(1, model, images);
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    }

    private AVit inInt8(ValueType others) {
        return AVit.load(set.weights(), set.architecture(), set.gate(), Weights.cpu(), new OneDnnInt8Products(others));
    }

    @Test
    void liveNativeBytesReturnToWhereTheyWereOnADevice() {
        try (AVit model = onDevice()) {
            assertNothingIsKept(model);
        }
    }

    private void assertNothingIsKept(AVit model) {
        CpuThreads.useOne();
        try (Tensor images = set.vectors().floats("input")) {
            // Given
            repeat(WARM_UP, model, images);
            long pointers = Pointer.totalCount();
            long bytes = Pointer.totalBytes();
            long resident = Pointer.physicalBytes();

            // When
            repeat(FORWARDS, model, images);

            // Then (garbage of tests before may have been collected meanwhile, hence "at most")
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
            assertThat(Pointer.physicalBytes() - resident).isLessThan(TOLERANCE_BYTES);
        }
    }

    @Test
    void aClosedModelLeavesNothingBehind() {
        AVit.load(set.weights(), set.architecture(), set.gate()).close();
        onDevice().close();
        long pointers = Pointer.totalCount();

        AVit.load(set.weights(), set.architecture(), set.gate()).close();
        onDevice().close();

        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    }

    private AVit onDevice() {
        return AVit.onDevice(
                set.weights(),
                set.architecture(),
                set.gate(),
                Weights.cpu(),
                new LibtorchProducts(ScalarType.Float),
                new HostAttention(),
                Compaction.chosen(set.architecture().blocks()));
    }

    private void repeat(int times, AVit model, Tensor images) {
        for (int time = 0; time < times; time++) {
            model.halting(images, rule);
            model.dense(images);
        }
    }
}
