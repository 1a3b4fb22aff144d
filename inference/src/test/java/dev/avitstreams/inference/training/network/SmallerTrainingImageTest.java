package dev.avitstreams.inference.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.avitstreams.inference.frame.DepthMap.Completeness;
import dev.avitstreams.inference.halting.AVit;
import dev.avitstreams.inference.halting.HaltingResult;
import dev.avitstreams.inference.halting.HaltingRule;
import dev.avitstreams.inference.testing.TestData;
import dev.avitstreams.inference.verify.GoldenSet;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Images of 16 pixels on a network of 32. */
class SmallerTrainingImageTest {
    private static final int SIDE = 16;

    private final GoldenSet set = GoldenSet.open(TestData.goldenMini());

    @Test
    void theNumbersAreTheOperators() {
        HaltingRule rule = new HaltingRule(set.threshold(), 0, Completeness.COMPLETE);
        try (AVit model = AVit.load(set.weights(), set.architecture(), set.gate());
                PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            Tensor images = corners();
            HaltingTrace trace = network(parameters).forward(images);
            List<HaltingResult> expected = model.halting(images, rule);
            int classes = (int) trace.logits().size(1);
            float[] logits = new float[expected.size() * classes];
            trace.logits().contiguous().data_ptr_float().get(logits);

            for (int image = 0; image < expected.size(); image++) {
                float[] own = Arrays.copyOfRange(logits, image * classes, (image + 1) * classes);
                assertThat(own).containsExactly(expected.get(image).logits(), within(1e-4f));
                assertThat(activeTokens(trace, image))
                        .isEqualTo(expected.get(image).activeTokens());
            }
        }
    }

    private static int[] activeTokens(HaltingTrace trace, int image) {
        return trace.active().stream()
                .mapToInt(active -> (int) active.select(0, image).sum().item_double())
                .toArray();
    }

    @Test
    void theLearnedPositionsHaveAGradient() {
        try (PointerScope scope = new PointerScope();
                Parameters parameters = Parameters.copyOf(set.weights(), set.architecture())) {
            parameters.train(name -> true);

            network(parameters).forward(corners()).logits().square().sum().backward();

            long patches = set.architecture().patches();
            Tensor ofPatches = parameters.get("pos_embed").grad().narrow(1, 1, patches); // [1, N − 1, D]
            assertThat(ofPatches.abs().sum(2).min().item_double())
                    .as("every patch counts for some of a smaller grid")
                    .isPositive();
        }
    }

    private HaltingNetwork network(Parameters parameters) {
        return new HaltingNetwork(set.architecture(), set.gate(), set.threshold(), parameters, Precision.F32, 0);
    }

    /** [8, 3, 16, 16] of each image its upper left. */
    private Tensor corners() {
        return set.vectors()
                .floats("input")
                .narrow(2, 0, SIDE)
                .narrow(3, 0, SIDE)
                .contiguous();
    }
}
