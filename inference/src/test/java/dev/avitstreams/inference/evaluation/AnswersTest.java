package dev.avitstreams.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.training.augmentation.Target;
import dev.avitstreams.inference.verify.GoldenSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static Answer answer(double entropy, double depth, Integer... best) {
        return new Answer(List.of(best), entropy, 1, 1, depth, 6);
    }

    private static final Answers OURS = new Answers(
            List.of(3, 4, Target.UNLABELLED),
            List.of(answer(0, 4, 3, 1), answer(0, 5, 1, 4), answer(0, 6, 7, 8)),
            List.of(9., 1., 2.));
    private static final Answers DENSE = new Answers(
            List.of(3, 4, Target.UNLABELLED),
            List.of(answer(1, 6, 3, 1), answer(2, 6, 4, 1), answer(4, 6, 7, 8)),
            List.of(1., 1., 1.));

    @Test
    void accuracyIsOfLabelledImagesAndAgreementOfAll() {
        assertThat(OURS.top(1)).isEqualTo(.5);
        assertThat(OURS.top(5)).isEqualTo(1);
        assertThat(OURS.agreement(DENSE)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(OURS.medianMillis()).isEqualTo(2);
    }

    @Test
    void depthFollowsEntropy() {
        // cov = 3, variances 2 and 14/3, each times the count
        assertThat(OURS.depthAgainstEntropy(DENSE)).isCloseTo(3 / Math.sqrt(2 * 14 / 3.0), within(1e-9));
        assertThat(DENSE.depthAgainstEntropy(DENSE)).as("all depths equal").isNaN();
    }

    @Test
    void answerTellsBestClassesEntropyAndTheCostUpToTheClassTokensEnd() {
        Architecture architecture = GoldenSet.open(TestData.goldenMini()).architecture();
        float[] logits = {0, 2, 1, 2, 0, 0, 0, 0, 0, 0};
        byte[] depths = new byte[17];
        java.util.Arrays.fill(depths, (byte) 6);
        depths[0] = 4;

        Answer answer = Answer.of(
                new HaltingResult(logits, depths, new int[] {17, 17, 17, 17, 16, 16}, 1000, Completeness.COMPLETE),
                architecture);

        assertThat(answer.best()).startsWith(1, 3, 2).hasSize(5);
        double z = 7 + Math.E + 2 * Math.exp(2);
        double expected = Math.log(z) - (Math.E + 4 * Math.exp(2)) / z;
        assertThat(answer.entropy()).isCloseTo(expected, within(1e-6));
        assertThat(answer.classDepth()).isEqualTo(4);
        assertThat(answer.gmacsEarlyExit() * 1e9)
                .isCloseTo(
                        dev.avitstreams.inference.halting.Macs.ofActive(architecture, new int[] {17, 17, 17, 17, 0, 0}),
                        within(1.));
    }
}
