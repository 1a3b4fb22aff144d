package dev.avitstreams.inference.halting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaltingStateTest {
    private static final int CLASS_TOKEN = 0;

    @ParameterizedTest
    @CsvSource({"0.5, false", "0.75, true", "0.8, true"})
    void aTokenHaltsOnceItsScoreReachesTheThresholdEqualityIncluded(float score, boolean halts) {
        // Given
        HaltingState state = state(1, 1, 3, .75f, Completeness.COMPLETE);

        // When
        long[] kept = state.advance(1, new float[] {score});

        // Then
        assertThat(kept).hasSize(halts ? 0 : 1);
    }

    @Test
    void theThresholdIsComparedInSinglePrecision() {
        // 0.99f is below 0.99, so in double precision this token would go on.
        HaltingState state = state(1, 1, 3, .99f, Completeness.COMPLETE);

        assertThat(state.advance(1, new float[] {.99f})).isEmpty();
    }

    @Test
    void scoresAddUpOverLayersAndRowsKeepTheirTokens() {
        // Given three tokens in four layers
        HaltingState state = state(1, 3, 4, .99f, Completeness.COMPLETE);

        // When
        long[] afterFirst = state.advance(1, new float[] {.1f, 1, .6f});
        long[] afterSecond = state.advance(2, new float[] {.1f, .6f}); // tokens 0 and 2
        long[] afterThird = state.advance(3, new float[] {.1f});
        long[] afterLast = state.advance(4, new float[0]);

        // Then
        assertThat(afterFirst).containsExactly(0, 2);
        assertThat(afterSecond).containsExactly(0);
        assertThat(afterThird).containsExactly(0);
        assertThat(afterLast).isEmpty();
        HaltingResult result = state.result(0, new float[0], 0);
        assertThat(result.depths()).containsExactly(4, 1, 2);
        assertThat(result.activeTokens()).containsExactly(3, 2, 1, 1);
        assertThat(result.meanDepth()).isEqualTo(7 / 3f);
    }

    @Test
    void weightsOfTheClassTokenAddUpToOne() {
        // Given
        HaltingState state = state(1, 2, 5, .99f, Completeness.COMPLETE);
        float[] scores = {.125f, .25f, .5f, .5f};
        float[] weights = new float[4];

        // When
        for (int layer = 1; layer <= 4; layer++) {
            state.advance(layer, new float[] {scores[layer - 1], 0});
            weights[layer - 1] = state.classWeight(0);
        }

        // Then: h, h, h and the remainder
        assertThat(weights).containsExactly(.125f, .25f, .5f, .125f);
        assertThat(state.result(0, new float[0], 0).depths()).startsWith(4);
    }

    @Test
    void aHaltedClassTokenWeighsNothing() {
        HaltingState state = state(1, 2, 3, .99f, Completeness.COMPLETE);
        state.advance(1, new float[] {1, 0});

        state.advance(2, new float[] {.5f});

        assertThat(state.classWeight(0)).isZero();
    }

    @Test
    void everyTokenHaltsInTheLastLayer() {
        HaltingState state = state(2, 4, 2, 1, Completeness.COMPLETE);
        float[] nothing = new float[8];

        state.advance(1, nothing);
        long[] kept = state.advance(2, nothing);

        assertThat(kept).isEmpty();
        assertThat(state.result(1, new float[0], 0).depths()).containsOnly(2);
    }

    @Test
    void imagesOfABatchAreKeptApart() {
        // Given two images of two tokens
        HaltingState state = state(2, 2, 3, .99f, Completeness.COMPLETE);

        // When all of the first and one of the second halt
        long[] kept = state.advance(1, new float[] {1, 1, .2f, 1});

        // Then
        assertThat(kept).containsExactly(2);
        assertThat(state.rows().counts()).containsExactly(0, 1);
        assertThat(state.classWeight(0)).isEqualTo(1);
        assertThat(state.classWeight(1)).isEqualTo(.2f);
    }

    @Test
    void withEarlyExitAnImageEndsWithItsClassToken() {
        // Given
        HaltingState state = state(2, 3, 4, .99f, Completeness.EARLY_EXIT);

        // When the class token of the first image halts in layer 2
        state.advance(1, new float[] {.5f, 1, 0, .1f, 0, 0});
        long[] kept = state.advance(2, new float[] {.6f, 0, .1f, 0, 0});

        // Then its last patch is dropped with a depth of "at least 2", the second image goes on
        assertThat(kept).containsExactly(2, 3, 4);
        HaltingResult result = state.result(0, new float[0], 0);
        assertThat(result.depths()).containsExactly(2, 1, 2);
        assertThat(result.completeness()).isEqualTo(Completeness.EARLY_EXIT);
        assertThat(result.depths()[CLASS_TOKEN]).isEqualTo((byte) 2);
        assertThat(Arrays.stream(result.activeTokens()).toArray()).containsExactly(3, 2, 0, 0);
    }

    private static HaltingState state(int images, int tokens, int layers, float threshold, Completeness completeness) {
        return new HaltingState(images, tokens, layers, new HaltingRule(threshold, 0, completeness));
    }
}
