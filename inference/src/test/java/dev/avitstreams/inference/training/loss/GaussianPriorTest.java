package dev.avitstreams.inference.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.training.network.HaltingTrace;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class GaussianPriorTest {
    private final GaussianPrior prior = new GaussianPrior(3, 1);

    /** One image, a class token and two patches, four layers; the second patch halts after the second layer. */
    private double distance(double[] first, double[] second) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> scores = new ArrayList<>();
            List<Tensor> active = new ArrayList<>();
            for (int layer = 0; layer < first.length; layer++) {
                float[] h = {.5f, (float) first[layer], (float) second[layer]};
                scores.add(Tensor.create(h, 1, 3));
                active.add(Tensor.create(new float[] {1, 1, layer < 2 ? 1 : 0}, 1, 3));
            }
            return prior.distance(new HaltingTrace(torch.zeros(1, 2), scores, scores, active, torch.zeros(1, 3)))
                    .item_double();
        }
    }

    @Test
    void haltingAsWantedCostsNothing() {
        double[] target = prior.target(4);
        double[] once = {0, 0, target[2], target[3]};
        double[] twice = {target[0], target[1], 9, 9}; // counts no more from the third layer on

        assertThat(distance(once, twice)).isCloseTo(0, within(1e-5));
    }

    @Test
    void distanceIsTheDivergenceFromTheTarget() {
        double[] h = {.1, .2, .3, .4};
        double[] halted = {.1, .2, .3, .4};
        double[] mass = {.2, .4, .3, .4}; // the second patch counts in two layers only
        double[] target = prior.target(4);
        double expected = 0;
        for (int layer = 0; layer < 4; layer++) {
            expected += target[layer] * Math.log(target[layer] / (mass[layer] / 1.3));
        }

        assertThat(distance(h, halted)).isCloseTo(expected, within(1e-5));
    }
}
