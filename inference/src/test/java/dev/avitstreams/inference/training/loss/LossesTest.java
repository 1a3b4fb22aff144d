package dev.avitstreams.inference.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static double matching(float[] logits, float[] teacher) {
        try (PointerScope scope = new PointerScope()) {
            int images = logits.length / 2;
            return Losses.matching(Tensor.create(logits, images, 2), Tensor.create(teacher, images, 2))
                    .item_double();
        }
    }

    @Test
    void logitsThatAreShiftedAsAWholeMatch() {
        assertThat(matching(new float[] {1, 2, 5, 6}, new float[] {3, 4, 4, 5})).isCloseTo(0, within(1e-6));
    }

    @Test
    void matchingIsTheMeanSquareAboutEachImagesOwnMean() {
        // differences 2, 0 and 0, 0; about their mean ±1 and 0
        assertThat(matching(new float[] {2, 1, 7, 7}, new float[] {0, 1, 7, 7})).isCloseTo(.5, within(1e-6));
    }
}
