package dev.avitstreams.inference.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.avitstreams.inference.halting.Macs;
import dev.avitstreams.inference.model.Architecture;
import dev.avitstreams.inference.training.network.HaltingTrace;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class AttentionTargetsTest {
    private static final Architecture DEIT_TINY = new Architecture(224, 16, 192, 3, 12, 768, 1000);
    /** Four layers, four patches. */
    private static final Architecture SMALL = new Architecture(4, 2, 8, 1, 4, 16, 10);

    @Test
    void sharesFallAfterTheFirstQuarterAndCostWhatIsWished() {
        double[] shares = new AttentionTargets(DEIT_TINY, .8).shares();

        assertThat(shares).startsWith(1, 1, 1);
        int[] active = new int[12];
        for (int layer = 0; layer < 12; layer++) {
            assertThat(layer < 3 || shares[layer] < shares[layer - 1]).isTrue();
            active[layer] = 1 + (int) Math.round(shares[layer] * 196);
        }
        assertThat(Macs.ofActive(DEIT_TINY, active) / 1e9).isCloseTo(.8, within(.005));
    }

    @Test
    void smallerImagesAreToCostTheSameShareOfTheirDensePass() {
        AttentionTargets whole = new AttentionTargets(DEIT_TINY, .8);
        AttentionTargets small = whole.atSide(96);

        assertThat(small.architecture()).isEqualTo(DEIT_TINY.atSide(96));
        assertThat(small.gmacs() / Macs.dense(DEIT_TINY.atSide(96)))
                .isCloseTo(.8 / Macs.dense(DEIT_TINY), withinPercentage(1e-6));
        assertThat(whole.atSide(224)).isEqualTo(whole);
    }

    @Test
    void denseCostKeepsEveryToken() {
        double dense = Macs.dense(DEIT_TINY) / 1e9;

        assertThat(new AttentionTargets(DEIT_TINY, dense).shares()).containsOnly(1);
    }

    @Test
    void tokensHaltOnceTheyAreLookedAtLeast() {
        try (PointerScope scope = new PointerScope()) {
            // Given two images; the first one's last patch is looked at late, nothing of the second ever
            float[] early = {0, .4f, .3f, .2f, .01f, 0, .02f, .03f, .04f, .05f};
            float[] late = {0, .01f, .3f, .2f, .4f, 0, .02f, .03f, .04f, .05f};
            List<Tensor> attention = new ArrayList<>();
            for (int layer = 1; layer <= 4; layer++) {
                attention.add(Tensor.create(layer == 1 ? early : late, 2, 5));
            }
            double half = (Macs.dense(SMALL) + Macs.embedding(SMALL) + Macs.head(SMALL)) / 2e9;

            // When
            List<Tensor> halted = new AttentionTargets(SMALL, half).halted(attention);

            // Then the class token never halts, nobody comes back, and the second image loses more
            assertThat(halted).hasSize(3);
            double before = 0;
            for (Tensor layer : halted) {
                assertThat(layer.select(1, 0).sum().item_double()).isZero();
                double now = layer.sum().item_double();
                assertThat(now).isGreaterThanOrEqualTo(before);
                before = now;
                assertThat(value(layer, 0, 4))
                        .as("what is still to be looked at")
                        .isZero();
                assertThat(layer.select(0, 1).sum().item_double())
                        .isGreaterThanOrEqualTo(layer.select(0, 0).sum().item_double());
            }
            assertThat(value(halted.get(2), 0, 1))
                    .as("what was looked at before")
                    .isEqualTo(1);
            assertThat(before).isPositive();
        }
    }

    private static double value(Tensor tensor, long row, long column) {
        return tensor.select(0, row).select(0, column).item_double();
    }

    @Test
    void followingCostsLeastWhereScoresAreCertainAndRight() {
        try (PointerScope scope = new PointerScope()) {
            Tensor halted = Tensor.create(new float[] {0, 1, 0}, 1, 3);
            double right = following(new float[] {-5, 5, -5}, halted);
            double undecided = following(new float[] {0, 0, 0}, halted);
            double wrong = following(new float[] {-5, -5, -5}, halted);

            assertThat(right).isCloseTo(Math.log(1 + Math.exp(-5)), within(1e-5));
            assertThat(undecided).isCloseTo(Math.log(2), within(1e-5));
            assertThat(wrong).isCloseTo(right + 5 / 3.0, within(1e-4));
        }
    }

    @Test
    void scoreFarFromOpeningIsStillMoved() {
        try (PointerScope scope = new PointerScope()) {
            Tensor arguments = Tensor.create(new float[] {-40}, 1, 1).requires_grad_(true);
            Tensor one = torch.ones(1, 1);

            loss(arguments, one).backward();

            assertThat(arguments.grad().item_double()).isCloseTo(-1, within(1e-5));
        }
    }

    private static double following(float[] arguments, Tensor halted) {
        return loss(Tensor.create(arguments, 1, 3), halted).item_double();
    }

    /** Of two layers; what a halted token scores does not count. */
    private static Tensor loss(Tensor arguments, Tensor halted) {
        Tensor all = torch.ones_like(halted);
        Tensor none = torch.zeros_like(halted);
        List<Tensor> both = List.of(arguments, arguments.detach().neg());
        return Losses.following(
                new HaltingTrace(torch.zeros(1, 2), both, both, List.of(all, none), none), List.of(halted, halted));
    }
}
