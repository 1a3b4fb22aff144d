package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.verify.GoldenSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the reference vectors' own model: 8 images of 17 tokens, width 32, 6 layers. */
class AVitTest {
    private static final float THRESHOLD = .99f;
    private static final HaltingRule COMPLETE = new HaltingRule(THRESHOLD, 0, Completeness.COMPLETE);
    private static final HaltingRule EARLY_EXIT = new HaltingRule(THRESHOLD, 0, Completeness.EARLY_EXIT);

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());
    private final CountingProducts products = new CountingProducts();
    private AVit model;
    private Tensor images; // [8, 3, 32, 32]

    @BeforeEach
    void load() {
        CpuThreads.useOne();
        model = AVit.load(set.weights(), set.architecture(), set.gate(), Weights.cpu(), products);
        images = set.vectors().floats("input");
    }

    @AfterEach
    void close() {
        images.close();
        model.close();
    }

    @Test
    void executedMacsAreTheRowsReallyMultiplied() {
        for (HaltingRule rule : List.of(COMPLETE, EARLY_EXIT)) {
            for (int image = 0; image < 8; image++) {
                // When
                HaltingResult result = model.halting(image(image), rule).get(0);

                // Then
                assertThat(result.macs()).isEqualTo(products.takeMacs());
                assertThat(result.macs()).isEqualTo(Macs.ofActive(set.architecture(), result.activeTokens()));
                assertThat(result.macs()).isLessThan(Macs.dense(set.architecture()));
            }
        }
    }

    @Test
    void executedMacsOfAPackedBatchAddUpToTheRowsReallyMultiplied() {
        // When
        List<HaltingResult> results = model.halting(images, COMPLETE);

        // Then
        assertThat(results.stream().mapToLong(HaltingResult::macs).sum()).isEqualTo(products.takeMacs());
        for (HaltingResult result : results) {
            assertThat(result.macs()).isEqualTo(Macs.ofActive(set.architecture(), result.activeTokens()));
        }
    }

    @Test
    void noPassOfTheBlocksMultipliesANumberOfRowsItHasNoKernelFor() {
        // Given kernels compiled by two callers
        model.compileKernels(0, 2);
        model.compileKernels(1, 2);
        Map<String, Set<Long>> compiled = new TreeMap<>();
        products.numbersOfRows().forEach((shape, rows) -> compiled.put(shape, Set.copyOf(rows)));
        products.numbersOfRows().clear();

        // When
        model.dense(images);
        for (float shift = -2; shift <= 2; shift += .1f) {
            model.halting(images, new HaltingRule(THRESHOLD, shift, Completeness.EARLY_EXIT));
        }

        // Then (else the test shows nothing)
        assertThat(compiled).isNotEmpty();
        assertThat(compiled.keySet().stream()
                        .map(shape -> products.numbersOfRows()
                                .getOrDefault(shape, Set.of())
                                .size()))
                .allMatch(met -> met > 10);
        compiled.forEach((shape, rows) ->
                assertThat(rows).containsAll(products.numbersOfRows().get(shape)));
    }

    @Test
    void denseMacsAreTheRowsReallyMultiplied() {
        List<DenseResult> results = model.dense(images);

        assertThat(results.stream().mapToLong(DenseResult::macs).sum()).isEqualTo(products.takeMacs());
        assertThat(results).allSatisfy(result -> assertThat(result.macs()).isEqualTo(Macs.dense(set.architecture())));
    }

    @Test
    void activeTokensAreThoseTheReferenceComputed() {
        long[] reference = set.vectors().longArray("active_per_layer"); // [6, 8]
        List<HaltingResult> results = model.halting(images, COMPLETE);

        for (int image = 0; image < 8; image++) {
            for (int layer = 0; layer < 6; layer++) {
                assertThat(results.get(image).activeTokens()[layer]).isEqualTo((int) reference[layer * 8 + image]);
            }
        }
    }

    @Test
    void earlyExitGivesTheSameLogitsToTheBitForLessWork() {
        long saved = 0;
        for (int image = 0; image < 8; image++) {
            // When
            HaltingResult complete = model.halting(image(image), COMPLETE).get(0);
            HaltingResult early = model.halting(image(image), EARLY_EXIT).get(0);

            // Then
            assertThat(early.logits()).isEqualTo(complete.logits());
            assertThat(early.depths()[0]).isEqualTo(complete.depths()[0]);
            for (int token = 0; token < early.depths().length; token++) {
                assertThat(early.depths()[token]).isLessThanOrEqualTo(complete.depths()[token]);
            }
            saved += complete.macs() - early.macs();
        }
        assertThat(saved).isPositive();
    }

    @Test
    void aGateThatNeverOpensGivesTheDenseResult() {
        // Given h = 0 everywhere: only the last layer counts
        HaltingRule never = new HaltingRule(1, -1000, Completeness.COMPLETE);

        // When
        List<HaltingResult> halting = model.halting(images, never);
        List<DenseResult> dense = model.dense(images);

        // Then
        for (int image = 0; image < 8; image++) {
            assertThat(halting.get(image).depths()).containsOnly(6);
            assertThat(halting.get(image).logits())
                    .containsExactly(dense.get(image).logits(), within(1e-5f));
            assertThat(halting.get(image).macs()).isEqualTo(Macs.dense(set.architecture()));
        }
    }

    @Test
    void aGateWideOpenHaltsEverythingInTheFirstLayer() {
        HaltingRule always = new HaltingRule(THRESHOLD, 1000, Completeness.COMPLETE);

        HaltingResult result = model.halting(image(0), always).get(0);

        assertThat(result.depths()).containsOnly(1);
        assertThat(result.activeTokens()).containsExactly(17, 0, 0, 0, 0, 0);
    }

    @Test
    void shiftingTheGateUpHaltsEarlier() {
        float before = Float.POSITIVE_INFINITY;
        for (float shift : new float[] {-2, 0, 2, 4}) {
            HaltingRule rule = new HaltingRule(THRESHOLD, shift, Completeness.COMPLETE);
            float depth = model.halting(image(0), rule).get(0).meanDepth();
            assertThat(depth).isLessThanOrEqualTo(before);
            before = depth;
        }
        assertThat(before).isLessThan(6);
    }

    @Test
    void aScheduleIsFollowedToTheToken() {
        // Given the depths of another image, so that nothing learned can explain them
        byte[] depths = model.halting(image(1), COMPLETE).get(0).depths();
        depths[0] = 4;

        // When
        HaltingResult result = model.scheduled(image(0), List.of(depths)).get(0);

        // Then
        assertThat(result.depths()).isEqualTo(depths);
        assertThat(result.macs()).isEqualTo(Macs.ofActive(set.architecture(), result.activeTokens()));
    }

    @Test
    void aDepthThatIsNoLayerIsRefused() {
        byte[] depths = new byte[17];
        Arrays.fill(depths, (byte) 7);

        assertThatThrownBy(() -> model.scheduled(image(0), List.of(depths)))
                .hasMessage("a token's depth is 7, must be 1 to 6");
    }

    @Test
    void aScheduleThatNeverEndsIsTheDensePass() {
        byte[] depths = new byte[17];
        Arrays.fill(depths, (byte) 6);

        HaltingResult result = model.scheduled(image(0), List.of(depths)).get(0);

        assertThat(result.logits()).containsExactly(model.dense(image(0)).get(0).logits(), within(1e-5f));
    }

    @Test
    void aCallersScopeDoesNotTakeTheWeights() {
        AVit inScope;
        try (PointerScope scope = new PointerScope()) {
            inScope = AVit.load(set.weights(), set.architecture(), set.gate());
        }
        try (inScope) {
            assertThat(inScope.halting(image(0), COMPLETE).get(0).logits())
                    .isEqualTo(model.halting(image(0), COMPLETE).get(0).logits());
        }
    }

    private Tensor image(int index) {
        return images.narrow(0, index, 1);
    }
}
