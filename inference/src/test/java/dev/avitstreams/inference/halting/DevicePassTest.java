package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.verify.GoldenSet;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a GPU is told, done by a CPU, on the reference vectors' own model: 8 images of 17 tokens, width 32, 6 layers. */
class DevicePassTest {
    private static final int LAYERS = 6;
    private static final float TOLERANCE = 1e-4f;
    private static final HaltingRule COMPLETE = new HaltingRule(.99f, 0, Completeness.COMPLETE);
    private static final HaltingRule EARLY_EXIT = new HaltingRule(.99f, 0, Completeness.EARLY_EXIT);

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());
    private final CountingProducts products = new CountingProducts();
    private final AtomicLong attentionMacs = new AtomicLong();
    private AVit host;
    private Tensor images; // [8, 3, 32, 32]

    @BeforeEach
    void load() {
        CpuThreads.useOne();
        host = AVit.load(set.weights(), set.architecture(), set.gate());
        images = set.vectors().floats("input");
    }

    @AfterEach
    void close() {
        images.close();
        host.close();
    }

    static Stream<Compaction> compactions() {
        return Stream.of(
                Compaction.everyBlock(LAYERS),
                Compaction.chosen(LAYERS),
                new Compaction(Set.of(2)),
                new Compaction(Set.of(1, 5)),
                Compaction.never());
    }

    @ParameterizedTest
    @MethodSource("compactions")
    void depthsAndLogitsAreTheHostsWheneverRowsAreDropped(Compaction compaction) {
        for (HaltingRule rule : List.of(
                COMPLETE,
                EARLY_EXIT,
                new HaltingRule(.9f, 2, Completeness.COMPLETE), // halts early
                new HaltingRule(1, -1, Completeness.EARLY_EXIT))) {
            try (AVit device = onDevice(compaction)) {
                // When
                List<HaltingResult> expected = host.halting(images, rule);
                List<HaltingResult> actual = device.halting(images, rule);

                // Then
                assertThat(actual).hasSameSizeAs(expected);
                for (int image = 0; image < expected.size(); image++) {
                    assertAlike(actual.get(image), expected.get(image));
                }
            }
        }
    }

    @Test
    void anImageAloneGivesWhatItGivesInABatch() {
        try (AVit device = onDevice(Compaction.chosen(LAYERS))) {
            List<HaltingResult> together = device.halting(images, COMPLETE);
            for (int image = 0; image < together.size(); image++) {
                try (Tensor own = images.narrow(0, image, 1)) {
                    assertAlike(device.halting(own, COMPLETE).get(0), together.get(image));
                }
            }
        }
    }

    @Test
    void droppedAfterEveryBlockTheWorkIsTheHosts() {
        try (AVit device = onDevice(Compaction.everyBlock(LAYERS))) {
            for (HaltingRule rule : List.of(COMPLETE, EARLY_EXIT)) {
                assertThat(macs(device.halting(images, rule))).isEqualTo(macs(host.halting(images, rule)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("compactions")
    void executedMacsAreTheRowsReallyMultiplied(Compaction compaction) {
        for (HaltingRule rule : List.of(COMPLETE, EARLY_EXIT)) {
            try (AVit device = onDevice(compaction)) {
                // When
                List<HaltingResult> results = device.halting(images, rule);

                // Then
                long counted = products.takeMacs() + attentionMacs.getAndSet(0);
                assertThat(macs(results).stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(counted);
            }
        }
    }

    @Test
    void rowsNotDroppedYetCostMore() {
        try (AVit every = onDevice(Compaction.everyBlock(LAYERS));
                AVit chosen = onDevice(Compaction.chosen(LAYERS));
                AVit never = onDevice(Compaction.never())) {
            for (int image = 0; image < 8; image++) {
                try (Tensor own = images.narrow(0, image, 1)) {
                    long least = every.halting(own, COMPLETE).get(0).macs();
                    long some = chosen.halting(own, COMPLETE).get(0).macs();
                    long most = never.halting(own, COMPLETE).get(0).macs();
                    assertThat(some).isBetween(least, most);
                    assertThat(most).isGreaterThan(least).isLessThan(Macs.dense(set.architecture()));
                }
            }
        }
    }

    @Test
    void aGateWideOpenEndsThePassAtTheFirstCompaction() {
        HaltingRule always = new HaltingRule(.99f, 1000, Completeness.COMPLETE);
        try (AVit device = onDevice(new Compaction(Set.of(2)))) {
            HaltingResult result = device.halting(images, always).get(3);

            assertThat(result.depths()).containsOnly(1);
            assertThat(result.activeTokens()).containsExactly(17, 0, 0, 0, 0, 0);
            assertThat(result.logits())
                    .containsExactly(host.halting(images, always).get(3).logits(), within(TOLERANCE));
        }
    }

    @Test
    void theDensePassIsTheHosts() {
        try (AVit device = onDevice(Compaction.chosen(LAYERS))) {
            List<DenseResult> actual = device.dense(images);
            List<DenseResult> expected = host.dense(images);
            for (int image = 0; image < expected.size(); image++) {
                assertThat(actual.get(image).logits())
                        .containsExactly(expected.get(image).logits(), within(TOLERANCE));
                assertThat(actual.get(image).macs()).isEqualTo(Macs.dense(set.architecture()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Half, 0.01", "BFloat16, 0.08"})
    void inHalfPrecisionLogitsStayNear(ScalarType type, float tolerance) {
        try (AVit device = AVit.onDevice(
                set.weights(),
                set.architecture(),
                set.gate(),
                Weights.cpu(),
                new LibtorchProducts(type),
                new HostAttention(),
                Compaction.chosen(LAYERS))) {
            // When
            List<HaltingResult> actual = device.halting(images, COMPLETE);
            List<HaltingResult> expected = host.halting(images, COMPLETE);

            // Then: rounded somewhere, but no more than that
            float largest = 0;
            for (int image = 0; image < expected.size(); image++) {
                for (int index = 0; index < expected.get(image).logits().length; index++) {
                    float apart = actual.get(image).logits()[index]
                            - expected.get(image).logits()[index];
                    largest = Math.max(largest, Math.abs(apart));
                }
            }
            assertThat(largest).isPositive().isLessThan(tolerance);
        }
    }

    private AVit onDevice(Compaction compaction) {
        return AVit.onDevice(
                set.weights(),
                set.architecture(),
                set.gate(),
                Weights.cpu(),
                products,
                this::countingAttention,
                compaction);
    }

    /** From the bounds that go in: the rows of no image are not computed. */
    private Tensor countingAttention(Tensor q, Tensor k, Tensor v, Tensor offsets, long longest) {
        int[] bounds = Host.ints(offsets);
        for (int image = 0; image + 1 < bounds.length; image++) {
            long n = (long) bounds[image + 1] - bounds[image];
            attentionMacs.addAndGet(2 * n * n * q.size(1) * q.size(2));
        }
        return new HostAttention().apply(q, k, v, offsets, longest);
    }

    private static List<Long> macs(List<HaltingResult> results) {
        return results.stream().map(HaltingResult::macs).toList();
    }

    private static void assertAlike(HaltingResult actual, HaltingResult expected) {
        assertThat(actual.depths()).as(Arrays.toString(expected.depths())).isEqualTo(expected.depths());
        assertThat(actual.activeTokens()).isEqualTo(expected.activeTokens());
        assertThat(actual.logits()).containsExactly(expected.logits(), within(TOLERANCE));
        assertThat(actual.completeness()).isEqualTo(expected.completeness());
    }
}
